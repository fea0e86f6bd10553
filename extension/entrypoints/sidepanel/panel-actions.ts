import { browser } from 'wxt/browser';
import { failure, type Result, success } from '../../../shared/result.ts';
import type { PanelActions } from '../../components/panel/panel-actions.ts';
import { markDealtWith, markSeen } from '../../endpoint/alerts.ts';
import { type ApiClient, apiClient } from '../../endpoint/api-client.ts';
import { carryOut, takeBack } from '../../endpoint/changes.ts';
import { readLeaks } from '../../endpoint/leaks.ts';
import { readListPreview } from '../../endpoint/list-preview.ts';
import { refreshPlace } from '../../endpoint/refresh.ts';
import { openOperatorPage } from '../../messages/operator-opening.ts';
import { findConnection, isSamePlace, type Place } from '../../model/places.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';
import { clearAlertTarget, refreshShownAlerts } from '../../page/alert-state.ts';
import { copyText } from '../../page/copy-text.ts';
import { openNoEndpoint } from '../../page/open-no-endpoint.ts';
import { saveFile } from '../../page/save-file.ts';
import {
  choosePlace,
  connections,
  list,
  refreshAnew,
  place as shownPlace,
} from '../../page/state.ts';
import { openTokenForm } from '../../page/token-form.ts';
import { alertTarget, allowlistOf, undo as keptUndo } from '../../storage/settings.ts';
import { offerDraft, takeDraft } from './draft.ts';
import { clearPanelTarget } from './panel-target.ts';
import { noteTold } from './told.ts';

/**
 * Returns the actions of the panel at a place. They stay bound to this place, even if the page shows another one when
 * an answer comes.
 */
export function actionsAt(place: Place | null): PanelActions {
  const ask = async <Value>(
    call: (client: ApiClient, account: string) => ApiAnswer<Value>,
  ): ApiAnswer<Value> => {
    const connection = findConnection(connections.value, place);
    if (!connection || !place) return failure({ kind: 'unreachable' });
    return call(apiClient(connection), place.account);
  };
  return {
    carryOut: async (command, terms) => {
      if (place === null) return null;
      const result = await carryOut(place, command, terms);
      noteTold(place, result);
      await showKept(place);
      return troubleOf(result);
    },
    takeBack: async (undo) => {
      const result = await takeBack(undo);
      noteTold(undo.place, result);
      await showKept(undo.place);
      return troubleOf(result);
    },
    refresh: () => void refreshAnew(),
    choosePlace: (next) => void choosePlace(next),
    readHistory: (cursor) => ask((client, account) => client.history(account, cursor)),
    check: (address) => ask((client, account) => client.check(account, address)),
    offerDraft,
    preview: (command) => ask((client, account) => client.preview(account, command)),
    previewList: (command, cursor) =>
      ask((client, account) => readListPreview(client, account, command, cursor)),
    readLeaks: async () => {
      const connection = findConnection(connections.value, place);
      return connection && place ? readLeaks(apiClient(connection), place.account) : null;
    },
    takeDraft: () => void takeDraft(),
    readOlderAlerts: (cursor) => ask((client, account) => client.alerts(account, cursor)),
    refreshAlerts: () => void refreshShownAlerts(),
    markSeen: (alerts) => place && void markSeen(place, alerts),
    markDealtWith: (ids) => place && void markDealtWith(place, ids),
    tellWhatToDo: (address) =>
      place && void alertTarget.setValue({ place, alertId: null, address, at: Date.now() }),
    clearAlertTarget: () => void clearAlertTarget(),
    clearPanelTarget: () => void clearPanelTarget(),
    everywhere: {
      read: refreshPlace,
      change: async (at, command, revision) => {
        const made = await carryOut(at, command, { revision, isOwn: true, onlyAsSeen: true });
        await showKept(at);
        if (!made.ok) return made;
        const offered = await keptUndo.getValue();
        const undo = isSamePlace(offered?.place ?? null, at) ? offered : null;
        return success({ revision: made.value.revision, undo });
      },
      takeBack: async (undo) => {
        const result = await takeBack(undo);
        await showKept(undo.place);
        return troubleOf(result);
      },
    },
    webhooks: {
      read: () => ask((client, account) => client.webhooks(account)),
      add: (terms) => ask((client, account) => client.addWebhook(account, terms)),
      test: (id) => ask((client, account) => client.testWebhook(account, id)),
      rotate: (id) => ask((client, account) => client.rotateWebhook(account, id)),
      remove: (id) => ask((client, account) => client.deleteWebhook(account, id)),
      readDeliveries: (id) => ask((client, account) => client.deliveries(account, id)),
    },
    copyText,
    openOptions: () => void browser.runtime.openOptionsPage(),
    openNoEndpoint: () => void openNoEndpoint(),
    openOperator: () => void openOperatorPage(place?.connectionId),
    replaceToken: () => place && void openTokenForm(place.connectionId),
    saveFile,
  };
}

/**
 * Shows the stored list at once. The storage's own event may come later, but the next change must be made for this
 * list.
 */
async function showKept(place: Place): Promise<void> {
  const kept = await allowlistOf(place).getValue();
  if (kept !== null && isSamePlace(shownPlace.value, place)) list.value = kept;
}

function troubleOf(result: Result<unknown, Trouble>): Trouble | null {
  return result.ok ? null : result.error;
}
