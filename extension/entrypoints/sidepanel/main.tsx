import { signal } from '@preact/signals-core';
import { Panel } from '../../components/panel/Panel.tsx';
import { nameBrowser } from '../../components/popup/name-browser.ts';
import { isSamePlace } from '../../model/places.ts';
import { PROVIDER_CONSOLES } from '../../model/provider-hosts.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import { abilities, followAbilities } from '../../page/abilities.ts';
import {
  alertMarks,
  alerts,
  alertTarget,
  openAlerts,
  provider,
  refreshShownAlerts,
  unseen,
} from '../../page/alert-state.ts';
import { drawPage } from '../../page/draw-page.tsx';
import { followLanguage } from '../../page/shown-language.ts';
import {
  canChange,
  connection,
  connections,
  list,
  ofPolicy,
  openState,
  place,
  refresh,
  refreshing,
  senders,
  sendersTrouble,
  snapshot,
  undo,
} from '../../page/state.ts';
import { quickAdd } from '../../storage/settings.ts';
import { draft, openDraft } from './draft.ts';
import { actionsAt } from './panel-actions.ts';
import { openPanelTarget, panelTarget } from './panel-target.ts';
import { told } from './told.ts';

const PASSWORD_PAGES = PROVIDER_CONSOLES.map(({ name, passwordPage }) => ({
  provider: name,
  url: passwordPage,
}));

const remembered = signal<QuickAdd>({ remark: '', expiry: '1-day' });

function drawPanel() {
  return (
    <Panel
      connections={connections.value}
      ofPolicy={ofPolicy.value}
      place={place.value}
      endpoint={connection.value?.endpoint ?? ''}
      snapshot={snapshot.value}
      list={list.value}
      senders={senders.value}
      sendersTrouble={sendersTrouble.value}
      undo={isSamePlace(undo.value?.place ?? null, place.value) ? undo.value : null}
      told={isSamePlace(told.value?.place ?? null, place.value) ? told.value : null}
      refreshing={refreshing.value}
      canChange={canChange.value}
      abilities={abilities.value}
      draft={draft.value}
      alerts={alerts.value}
      alertMarks={alertMarks.value}
      unseenAlerts={unseen.value}
      panelTarget={panelTarget.value}
      alertTarget={alertTarget.value}
      passwordPages={PASSWORD_PAGES}
      provider={provider.value}
      quickAdd={remembered.value}
      browserName={nameBrowser(navigator)}
      actions={actionsAt(place.value)}
    />
  );
}

/** The popup may change its choices while the panel is open. */
async function followQuickAdd(): Promise<void> {
  quickAdd.watch((value) => {
    remembered.value = value;
  });
  remembered.value = await quickAdd.getValue();
}

async function main(): Promise<void> {
  void openAlerts();
  await Promise.all([
    followLanguage('full'),
    openState({ entries: true, senders: true }),
    openDraft(),
    openPanelTarget(),
    followQuickAdd(),
  ]);
  addEventListener('focus', () => {
    void refresh();
    void refreshShownAlerts();
  });
  followAbilities();
  drawPage(drawPanel);
}

void main();
