import type { ShownState } from '../model/shown-state.ts';

/** A state in a word, with a sign that says the same without colour. */
export function Chip({ tone, sign, word }: ShownState) {
  return (
    <span class={`chip ${tone}`}>
      <span aria-hidden="true">{sign}</span>
      {word}
    </span>
  );
}
