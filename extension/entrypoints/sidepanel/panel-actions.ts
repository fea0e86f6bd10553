import { browser } from 'wxt/browser';
import type { Result } from '../../../shared/result.ts';
import { failure } from '../../../shared/result.ts';
import { type Answer, type ApiClient, apiClient, type Trouble } from '../../api-client.ts';
import { carryOut, takeBack } from '../../changes.ts';
import type { PanelActions } from '../../components/panel/panel-actions.ts';
import { findConnection } from '../../places.ts';
import type { Place } from '../../settings.ts';
import { choosePlace, connections, refresh } from '../../state.ts';
import { takeDraft } from './draft.ts';
import { saveFile } from './save-file.ts';

/** What the panel can do at a place: bound to it, whatever the page shows by the time an answer comes. */
export function actionsAt(place: Place | null): PanelActions {
  const ask = async <Value>(
    call: (client: ApiClient, account: string) => Answer<Value>,
  ): Answer<Value> => {
    const connection = findConnection(connections.value, place);
    if (!connection || !place) return failure({ kind: 'unreachable' });
    return call(apiClient(connection), place.account);
  };
  return {
    carryOut: async (edit, revision) =>
      place === null ? null : troubleOf(await carryOut(place, edit, revision)),
    takeBack: async (undo) => troubleOf(await takeBack(undo)),
    refresh: () => void refresh(),
    choosePlace: (next) => void choosePlace(next),
    readHistory: (cursor) => ask((client, account) => client.history(account, cursor)),
    check: (address) => ask((client, account) => client.check(account, address)),
    takeDraft: () => void takeDraft(),
    openOptions: () => void browser.runtime.openOptionsPage(),
    saveFile,
  };
}

function troubleOf(result: Result<unknown, Trouble>): Trouble | null {
  return result.ok ? null : result.error;
}
