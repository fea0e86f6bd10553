/** Says that the tab is hidden on this site, where to get it back, and offers to undo it at once. */
import type { ConsoleTab } from '../messages/console-messages.ts';
import type { TabPosition } from '../model/tab-position.ts';
import { makeButton, makeOwnElement, makeText } from './own-element.ts';

export interface HiddenNote {
  /** `byKey` is true if the tab was hidden by a key. The note then takes the focus. */
  show(tab: Pick<ConsoleTab, 'language' | 'words'>, position: TabPosition, byKey: boolean): void;
  remove(): void;
}

interface HiddenNoteActs {
  readonly undo: (byKey: boolean) => void;
  readonly openOptions: () => void;
}

/** The time is that of every other undo of the extension. */
const LASTING_MS = 10_000;

export function makeHiddenNote({ undo, openOptions }: HiddenNoteActs): HiddenNote {
  const { host, root } = makeOwnElement('sendgate-hidden');
  const note = document.createElement('section');
  const said = makeText('said');
  const again = makeButton('link');
  const back = makeButton('link');
  note.className = 'hidden-note';
  // The text is put in after the element is on the page, so that a screen reader speaks it.
  said.role = 'status';
  note.append(said, again, back);
  root.append(note);

  let timer = 0;
  const remove = () => {
    clearTimeout(timer);
    host.remove();
  };
  const startTimer = () => {
    clearTimeout(timer);
    timer = window.setTimeout(remove, LASTING_MS);
  };
  const stay = () => clearTimeout(timer);
  // Nobody who reads it or is about to press it loses it.
  host.addEventListener('pointerenter', stay);
  host.addEventListener('pointerleave', startTimer);
  note.addEventListener('focusin', stay);
  note.addEventListener('focusout', startTimer);
  note.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') remove();
  });
  again.addEventListener('click', () => {
    remove();
    openOptions();
  });
  back.addEventListener('click', ({ detail }) => {
    remove();
    undo(detail === 0);
  });

  return {
    show({ language, words }, { side, top }, byKey) {
      host.lang = language;
      host.className = `note ${side}`;
      host.style.setProperty('--sendgate-top', String(top));
      again.textContent = words.showAgain;
      back.textContent = words.undo;
      document.documentElement.append(host);
      said.textContent = words.hidden;
      if (byKey) back.focus();
      else startTimer();
    },
    remove,
  };
}
