/** Draws a page, and draws it again whenever one of its signals changes. */
import { effect } from '@preact/signals-core';
import { type ComponentChild, render } from 'preact';
import { useState } from 'preact/hooks';
import { shownLanguage } from './shown-language.ts';

export function drawPage(page: () => ComponentChild): void {
  const root = document.getElementById('app');
  if (root === null) return;
  let drawn: ComponentChild;
  let redraw = () => {};
  const Page = () => {
    const [, count] = useState(0);
    redraw = () => count((times) => times + 1);
    return drawn;
  };
  effect(() => {
    // All texts depend on the language, wherever they are shown.
    void shownLanguage.value;
    drawn = page();
    redraw();
  });
  render(<Page />, root);
}
