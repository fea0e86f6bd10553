/** What stands on a provider's console: the tab, and the drawer where the browser has no panel to open. */
import { browser } from 'wxt/browser';
import { ask, type ConsoleTab, hearNews } from '../messages.ts';
import { type Drawer, openDrawer } from './drawer.ts';
import { makeEdgeTab } from './edge-tab.ts';

/** Until the signal, which comes when the extension is replaced or removed. */
export function startConsolePage(signal: AbortSignal): void {
  let shown: ConsoleTab | undefined;
  let drawer: Drawer | undefined;

  const edge = makeEdgeTab({
    open: async () => {
      if ((await ask('open-panel', null)) !== 'drawer' || shown === undefined) return;
      if (drawer !== undefined) return;
      drawer = openDrawer({
        tab: shown,
        panelUrl: browser.runtime.getURL('/sidepanel.html'),
        onClose: () => {
          drawer = undefined;
          edge.setAside(false);
          edge.focus();
        },
      });
      if (drawer) edge.setAside(true);
      else await ask('open-window', null);
    },
    place: (position) => {
      if (shown) shown = { ...shown, position };
      void ask('place-tab', position);
    },
  });
  const read = async () => {
    const answer = await ask('read-tab', null);
    if (answer === undefined || signal.aborted) return;
    shown = answer;
    edge.show(answer);
  };

  hearNews((news) => {
    if (news === 'tab-changed') void read();
    else drawer?.close();
  });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') void read();
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    drawer?.close();
    edge.remove();
  });
  void read();
}
