import type { Run } from './free-run.ts';
import { isOwn } from './own-element.ts';

/** Elements that a person clicks, types into or looks into. */
const CONTROL =
  'a[href],button,input,select,textarea,summary,label,iframe,video[controls],[tabindex],[contenteditable],' +
  '[role=button],[role=link],[role=tab],[role=menuitem],[role=checkbox],[role=switch],[role=combobox]';

/**
 * The distance between the tested points. The smallest target is 24 px (WCAG 2.5.8), so none fits between two points.
 */
const STEP_PX = 20;

/**
 * Finds the page's controls between two positions, measured from the left. Something that is laid over this strip
 * would cover them.
 */
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
