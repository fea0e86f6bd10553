import { type Signal, signal } from '@preact/signals-core';
import { browser } from 'wxt/browser';
import { failure } from '../../../shared/result.ts';
import { nameBrowser } from '../../components/popup/name-browser.ts';
import { Popup } from '../../components/popup/Popup.tsx';
import type { PopupActions } from '../../components/popup/popup-actions.ts';
import { apiClient } from '../../endpoint/api-client.ts';
import { carryOut, takeBack } from '../../endpoint/changes.ts';
import { readLeaks } from '../../endpoint/leaks.ts';
import { openOperatorPage } from '../../messages/operator-opening.ts';
import { openPanel, openPanelWindow } from '../../messages/panel-opening.ts';
import { findConnection, isSamePlace } from '../../model/places.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import { abilities, followAbilities } from '../../page/abilities.ts';
import { copyText } from '../../page/copy-text.ts';
import { drawPage } from '../../page/draw-page.tsx';
import { openNoEndpoint } from '../../page/open-no-endpoint.ts';
import { followLanguage } from '../../page/shown-language.ts';
import {
  canChange,
  choosePlace,
  connection,
  connections,
  ofPolicy,
  openState,
  place,
  refreshAnew,
  refreshing,
  settled,
  snapshot,
  undo,
} from '../../page/state.ts';
import { openTokenForm } from '../../page/token-form.ts';
import { quickAdd } from '../../storage/settings.ts';

function drawPopup(remembered: QuickAdd, actions: PopupActions) {
  const isOfPlace = isSamePlace(undo.value?.place ?? null, place.value);
  return (
    <Popup
      actions={actions}
      quickAdd={remembered}
      browserName={nameBrowser(navigator)}
      connections={connections.value}
      ofPolicy={ofPolicy.value}
      place={place.value}
      connection={connection.value}
      snapshot={snapshot.value}
      refreshing={refreshing.value}
      canChange={canChange.value}
      abilities={abilities.value}
      undo={isOfPlace ? undo.value : null}
    />
  );
}

function actionsWith(remembered: Signal<QuickAdd>): PopupActions {
  // The id must be known before a click, as nothing may be awaited within the click.
  let windowId: number = browser.windows.WINDOW_ID_CURRENT;
  void browser.windows.getCurrent().then(({ id = windowId }) => {
    windowId = id;
  });
  return {
    choosePlace: (next) => void choosePlace(next),
    settle: settled,
    // The popup adds only addresses of this browser.
    change: (of, command, terms) => carryOut(of, command, { ...terms, isOwn: true }),
    preview: async (of, command) => {
      const reached = findConnection(connections.value, of);
      if (!reached) return failure({ kind: 'unreachable' });
      return apiClient(reached).preview(of.account, command);
    },
    // Loaded when it is asked for: the popup opens sooner without it.
    renewAccess: async (seen) => (await import('../../endpoint/renew-access.ts')).renewAccess(seen),
    readLeaks: async (of) => {
      const reached = findConnection(connections.value, of);
      return reached ? readLeaks(apiClient(reached), of.account) : null;
    },
    keepQuickAdd: (kept) => {
      remembered.value = kept;
      void quickAdd.setValue(kept);
    },
    takeBack: async (offered) => {
      const answer = await takeBack(offered);
      return answer.ok ? null : answer.error;
    },
    refresh: () => void refreshAnew(),
    copy: copyText,
    replaceToken: ({ connectionId }) => void openTokenForm(connectionId).then(() => close()),
    openOptions: () => void browser.runtime.openOptionsPage().then(() => close()),
    openNoEndpoint: () => void openNoEndpoint().then(() => close()),
    openOperator: () => void openOperatorPage(connection.value?.id).then(() => close()),
    openPanel: () =>
      void openPanel(windowId)
        .catch(openPanelWindow)
        .then(() => close()),
  };
}

async function main(): Promise<void> {
  const [kept] = await Promise.all([
    quickAdd.getValue(),
    followLanguage('small'),
    openState({ entries: false, senders: false }),
  ]);
  const remembered = signal(kept);
  const actions = actionsWith(remembered);
  followAbilities();
  drawPage(() => drawPopup(remembered.value, actions));
}

void main();
