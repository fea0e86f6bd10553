/**
 * Decides whether a text shows all its characters: no control characters, and no lone surrogates, which have no
 * UTF-8 form.
 */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}
