/** Chromium takes half a minute to insert two thousand lines, and no time to set them. */
const MOST_UNDOABLE_CHARACTERS = 2_000;

/** A long text is set rather than typed; the keyboard can't undo it then. */
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
