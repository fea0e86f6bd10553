/** Puts the focus on a heading: where the control that had it goes with what it did. */
export function focusHeading(id: string): void {
  document.getElementById(id)?.focus();
}
