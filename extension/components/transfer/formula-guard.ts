/**
 * Spreadsheets run a cell that begins like a formula, wherever its text came from. An apostrophe before it makes it
 * plain text. A text that begins with apostrophes before such a sign gets one more, so that removing one always
 * restores the text.
 */
const LIKE_FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;

export function guardCell(text: string): string {
  return LIKE_FORMULA.test(text) ? `'${text}` : text;
}
