/** What stands on a provider's console: the tab, and the drawer where the browser has no panel to open. */
import { browser } from 'wxt/browser';
import {
  askBackground,
  type ConsoleTab,
  hasBackground,
  hearNews,
} from '../messages/console-messages.ts';
import { hasTab } from '../model/console-hosts.ts';
import { onceMore } from '../model/once-more.ts';
import { type DrawerFrame, openDrawer } from './drawer.ts';
import { makeEdgeTab } from './edge-tab.ts';
import { onOtherPath } from './page-path.ts';
import { untilReplaced } from './until-replaced.ts';

/** Until another copy of it takes over, or it finds its extension replaced or removed. */
export function startConsolePage(): void {
  const ending = untilReplaced();
  const { signal } = ending;
  let shown: ConsoleTab | undefined;
  let drawer: DrawerFrame | undefined;

  const edge = makeEdgeTab({
    open: async () => {
      const opened = await askBackground('open-panel', null);
      if (!hasBackground()) return ending.abort();
      if (opened !== 'drawer' || shown === undefined) return;
      if (drawer !== undefined) return;
      drawer = openDrawer({
        tab: shown,
        panelUrl: browser.runtime.getURL('/drawer.html'),
        onClose: () => {
          drawer = undefined;
          edge.setAside(false);
          edge.focus();
        },
      });
      if (drawer) edge.setAside(true);
      else await askBackground('open-window', null);
    },
    place: (position) => {
      if (shown) shown = { ...shown, position };
      void askBackground('place-tab', position);
    },
  });
  // The page can make it believe, as often as it likes, that there is something new.
  const read = onceMore(async () => {
    if (!hasTab(location)) return edge.remove();
    const answer = await askBackground('read-tab', null);
    if (!hasBackground()) return ending.abort();
    // Meanwhile the page may have gone elsewhere.
    if (answer === undefined || signal.aborted || !hasTab(location)) return;
    shown = answer;
    edge.show(answer);
  });

  hearNews(({ kind }) => {
    if (kind === 'tab-changed') void read();
    if (kind === 'close-drawer') drawer?.close();
  });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') void read();
    },
    { signal },
  );
  onOtherPath(() => void read(), signal);
  signal.addEventListener('abort', () => {
    drawer?.close();
    edge.remove();
  });
  void read();
}
