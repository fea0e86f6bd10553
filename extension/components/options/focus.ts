/**
 * Puts the focus on a heading: where the control that had it goes with what it did. Once the page is drawn anew,
 * since a dialog that still stands keeps the focus inside.
 */
export function focusHeading(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
