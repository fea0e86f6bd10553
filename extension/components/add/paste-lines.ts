import { splitValues } from './split-values.ts';

/** Values that come with commas, semicolons or blanks between them are put one a line. */
export function pasteLines(
  event: ClipboardEvent & { readonly currentTarget: HTMLTextAreaElement },
): void {
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  const lines = toLines(pasted);
  if (lines === pasted) return;
  event.preventDefault();
  insert(event.currentTarget, lines);
}

export function toLines(pasted: string): string {
  const values = splitValues(pasted);
  // So that the next paste begins on a line of its own, as it would have.
  const end = values.length > 0 && /[\r\n]\s*$/.test(pasted) ? '\n' : '';
  return values.join('\n') + end;
}

/** As typing would: only so can it be undone by the keyboard. */
function insert(field: HTMLTextAreaElement, text: string): void {
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
