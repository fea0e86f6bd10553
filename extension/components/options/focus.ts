/**
 * Puts the focus on a heading, for use when the control that had the focus disappears with its own action. It waits
 * until the page is drawn anew, since a dialog that is still open keeps the focus inside itself.
 */
export function focusHeading(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
