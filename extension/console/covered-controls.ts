import type { Run } from './free-run.ts';
import { isOwn } from './own-element.ts';

/** What a person clicks, types into or looks through. */
const CONTROL =
  'a[href],button,input,select,textarea,summary,label,iframe,video[controls],[tabindex],[contenteditable],' +
  '[role=button],[role=link],[role=tab],[role=menuitem],[role=checkbox],[role=switch],[role=combobox]';

/** The smallest target is 24 px (WCAG 2.5.8), so that none lies between the points. */
const STEP_PX = 20;

/** The page's controls between two edges, from its left: where something laid over them would cover them. */
export function findCoveredControls(left: number, right: number): Run[] {
  const found = new Set<Element>();
  for (let x = left + 4; x < right; x += STEP_PX) {
    for (let y = 4; y < innerHeight; y += STEP_PX) {
      const control = findControlAt(document, x, y);
      if (control) found.add(control);
    }
  }
  return [...found].map((control) => control.getBoundingClientRect());
}

function findControlAt(tree: Document | ShadowRoot, x: number, y: number): Element | undefined {
  const top = tree.elementsFromPoint(x, y).find((element) => !isOwn(element));
  const inside = top?.shadowRoot;
  if (top && inside) return findControlAt(inside, x, y) ?? top.closest(CONTROL) ?? undefined;
  if (top?.localName.includes('-') && getComputedStyle(top).position === 'fixed') return top;
  return top?.closest(CONTROL) ?? undefined;
}
