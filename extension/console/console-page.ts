/**
 * The parts of the extension on a provider's console: the tab, and the drawer if the browser can't open a panel
 * there.
 */
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

/**
 * Starts the tab. It ends when another copy of the script takes over, or when the extension was replaced or removed.
 */
export function startConsolePage(): void {
  const ending = untilReplaced();
  const { signal } = ending;
  let shown: ConsoleTab | undefined;
  let drawer: DrawerFrame | undefined;
  let placed: Promise<unknown> = Promise.resolve();

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
      placed = askBackground('place-tab', position);
    },
    openOptions: () => void askBackground('open-options', null),
  });
  // The page can make the script believe, as often as it wants, that there is something new. So only one reading runs
  // at a time.
  const read = onceMore(async () => {
    if (!hasTab(location)) return edge.remove();
    const known = placed;
    await known;
    const answer = await askBackground('read-tab', null);
    if (!hasBackground()) return ending.abort();
    // The answer tells the place from before the person moved, hid or showed the tab. It would undo that.
    if (known !== placed) return void read();
    // The page may have moved to another address in the meantime.
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
