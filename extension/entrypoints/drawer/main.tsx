import { Drawer } from '../../components/drawer/Drawer.tsx';
import type { DrawerActions } from '../../components/drawer/drawer-actions.ts';
import { nameBrowser } from '../../components/popup/name-browser.ts';
import { addOwnAddress } from '../../endpoint/add-own-address.ts';
import type { Place } from '../../model/places.ts';
import { openAlerts, refreshShownAlerts, unseen } from '../../page/alert-state.ts';
import { drawPage } from '../../page/draw-page.tsx';
import { closeDrawerOnEscape, request } from '../../page/drawer.ts';
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
  refreshAnew,
  refreshing,
  snapshot,
} from '../../page/state.ts';
import { quickAdd } from '../../storage/settings.ts';

function drawerActionsAt(shown: Place | null): DrawerActions {
  return {
    addOwnAddress: async (address, request) =>
      shown === null ? null : addOwnAddress(shown, address, request),
    openPanel: (view, entryId = undefined) => {
      if (shown === null) return;
      const panel = {
        place: shown,
        view,
        entryId: entryId ?? null,
        windowId: null,
        at: Date.now(),
      };
      request({ kind: 'open-panel', panel });
    },
    openOptions: () => request({ kind: 'open-options' }),
    refresh: () => {
      void refreshAnew();
      void refreshShownAlerts();
    },
  };
}

async function main(): Promise<void> {
  closeDrawerOnEscape();
  void openAlerts();
  const [remembered] = await Promise.all([
    quickAdd.getValue(),
    followLanguage('small'),
    openState({ entries: true, senders: false }),
  ]);
  addEventListener('focus', () => {
    void refresh();
    void refreshShownAlerts();
  });
  drawPage(() => (
    <Drawer
      connections={connections.value}
      ofPolicy={ofPolicy.value}
      place={place.value}
      endpoint={connection.value?.endpoint ?? ''}
      snapshot={snapshot.value}
      list={list.value}
      refreshing={refreshing.value}
      canChange={canChange.value}
      unseenAlerts={unseen.value}
      quickAdd={remembered}
      browserName={nameBrowser(navigator)}
      actions={drawerActionsAt(place.value)}
    />
  ));
}

void main();
