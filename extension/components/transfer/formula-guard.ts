/**
 * Spreadsheets run a cell that begins like a formula, wherever its text came from. An apostrophe before it makes
 * it text; what begins with apostrophes itself gets one more, so that taking one off always gives the text back.
 */
const LIKE_FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;

export function guardCell(text: string): string {
  return LIKE_FORMULA.test(text) ? `'${text}` : text;
}
