/** Longer texts are set. Chromium takes half a minute to insert two thousand lines, but sets them without delay. */
const MOST_UNDOABLE_CHARACTERS = 2_000;

/** Sets a long pasted text as the value of the field. The undo key of the keyboard can't undo that. */
export function pasteLong(
  event: ClipboardEvent & { readonly currentTarget: HTMLTextAreaElement },
): void {
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  if (pasted.length <= MOST_UNDOABLE_CHARACTERS) return;
  event.preventDefault();
  const { currentTarget: field } = event;
  field.setRangeText(pasted, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
