/** The tab at the edge of the page. It shows the state and opens the list. A person can move and hide it. */
import type { ConsoleTab } from '../messages/console-messages.ts';
import type { TabPosition } from '../model/tab-position.ts';
import { onDrag } from './drag.ts';
import { positionAfter, positionAt } from './edge-position.ts';
import { makeHiddenNote } from './hidden-note.ts';
import { makeButton, makeOwnElement, makeText } from './own-element.ts';
import { makeSendgateSign } from './sendgate-sign.ts';

export interface EdgeTab {
  show(tab: ConsoleTab): void;
  /** Hides the tab while the drawer is open. */
  setAside(aside: boolean): void;
  focus(): void;
  remove(): void;
}

interface EdgeTabActs {
  readonly open: () => void;
  readonly place: (position: TabPosition) => void;
  readonly openOptions: () => void;
}

export function makeEdgeTab({ open, place, openOptions }: EdgeTabActs): EdgeTab {
  const { host, root } = makeOwnElement('sendgate-tab');
  const button = makeButton('open');
  const hide = makeButton('hide');
  const sign = makeText('sign');
  const word = makeText('word');
  sign.ariaHidden = 'true';
  hide.append('–');
  button.append(makeSendgateSign(), sign, word);
  root.append(button, hide);

  let shown: ConsoleTab | undefined;
  let position: TabPosition = { hidden: true, side: 'right', top: 0.5 };
  const move = (next: TabPosition) => {
    position = next;
    host.className = `tab ${next.side}`;
    host.style.setProperty('--sendgate-top', String(next.top));
  };
  const moveAndKeep = (next: TabPosition) => {
    move(next);
    place(next);
  };

  button.addEventListener('click', open);
  const note = makeHiddenNote({
    undo: (byKey) => {
      moveAndKeep({ ...position, hidden: false });
      document.documentElement.append(host);
      if (byKey) button.focus();
    },
    openOptions,
  });
  hide.addEventListener('click', ({ detail }) => {
    moveAndKeep({ ...position, hidden: true });
    host.remove();
    if (shown) note.show(shown, position, detail === 0);
  });
  button.addEventListener('keydown', (event) => {
    const next = positionAfter(event.key, position);
    if (next === undefined) return;
    event.preventDefault();
    moveAndKeep(next);
  });
  onDrag(button, {
    move: (pointer) => move(positionAt(pointer, { width: innerWidth, height: innerHeight })),
    end: () => place(position),
  });

  return {
    show(tab) {
      const { state, text, position: kept, language, words } = tab;
      shown = tab;
      host.lang = language;
      button.className = `open ${state.tone}`;
      button.title = text;
      button.ariaLabel = `Sendgate, ${state.word}. ${text} ${words.open}`;
      button.ariaDescription = words.move;
      sign.textContent = state.sign;
      word.textContent = state.word;
      hide.title = words.hide;
      hide.ariaLabel = words.hide;
      move(kept);
      if (kept.hidden) return host.remove();
      note.remove();
      if (!host.isConnected) document.documentElement.append(host);
    },
    setAside(aside) {
      host.hidden = aside;
    },
    focus: () => button.focus(),
    remove() {
      note.remove();
      host.remove();
    },
  };
}
