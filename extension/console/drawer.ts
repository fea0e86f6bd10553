/**
 * The drawer, for browsers that open no panel from a page. It is a frame that no other page can read. Nobody can know
 * what the page lays over the frame, so the drawer shows the list and allows almost no changes.
 */
import type { ConsoleTab } from '../messages/console-messages.ts';
import { makeRoom, type Room } from './drawer-room.ts';
import { makeButton, makeOwnElement, makeText } from './own-element.ts';

export interface DrawerFrame {
  close(): void;
}

interface DrawerOptions {
  readonly tab: ConsoleTab;
  readonly panelUrl: string;
  readonly onClose: () => void;
}

/** Opens the drawer. Undefined if the page has no room for it; the page is then unchanged. */
export function openDrawer({ tab, panelUrl, onClose }: DrawerOptions): DrawerFrame | undefined {
  let room = makeRoom(tab.position.side);
  if (room === undefined) return undefined;
  const { host, root } = makeOwnElement('sendgate-drawer');
  const { frame, panel, closing } = makeFrame(tab, panelUrl);
  root.append(frame);
  host.lang = tab.language;
  place(host, room);
  document.documentElement.append(host);
  // The panel receives no keys, not even Escape, until it has loaded. So the close button has the focus until then.
  closing.focus();
  panel.addEventListener(
    'load',
    () => {
      if (root.activeElement === closing) panel.focus();
    },
    { once: true },
  );

  const close = () => {
    removeEventListener('resize', settle);
    room?.leave();
    host.remove();
    onClose();
  };
  let settling = 0;
  const settle = () => {
    cancelAnimationFrame(settling);
    settling = requestAnimationFrame(() => {
      if (!host.isConnected) return;
      room?.leave();
      room = makeRoom(room?.side ?? tab.position.side);
      if (room === undefined) close();
      else place(host, room);
    });
  };
  addEventListener('resize', settle);
  closing.addEventListener('click', close);
  frame.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  return { close };
}

function makeFrame({ words }: ConsoleTab, panelUrl: string) {
  const frame = document.createElement('section');
  const bar = document.createElement('div');
  const closing = makeButton('close');
  const panel = document.createElement('iframe');
  frame.className = 'frame';
  frame.role = 'dialog';
  frame.ariaLabel = words.panel;
  bar.className = 'bar';
  closing.title = words.close;
  closing.ariaLabel = words.close;
  closing.append('✕');
  bar.append(makeText('name', `Sendgate · ${words.panel}`), closing);
  panel.title = words.panel;
  panel.src = panelUrl;
  frame.append(bar, panel);
  return { frame, panel, closing };
}

function place(host: HTMLElement, { side, width, run }: Room): void {
  host.className = `drawer ${side}`;
  host.style.setProperty('--sendgate-top', `${run.top}px`);
  host.style.setProperty('--sendgate-width', `${width}px`);
  host.style.setProperty('--sendgate-height', `${run.bottom - run.top}px`);
}
