/** What people put between values: commas, semicolons and blanks, in Chinese as well. */
const BETWEEN_VALUES = /[\s,;，；、]+/u;

/** What people put between the ends of a range, with or without blanks. */
const BETWEEN_ENDS = /(?<=[\da-f:.])[^\S\r\n]*[-–—−~～][^\S\r\n]*(?=[\da-f:.])/giu;

/** The values in a text from anywhere, each alone. */
export function splitValues(text: string): string[] {
  return text
    .replace(BETWEEN_ENDS, '-')
    .split(BETWEEN_VALUES)
    .filter((value) => value !== '');
}

export interface Line {
  /** Counted from 1, empty lines too. */
  readonly line: number;
  readonly text: string;
}

/** The lines of a text that have something on them, without the blanks around it. */
export function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((typed, index) => ({ line: index + 1, text: typed.trim() }))
    .filter((line) => line.text !== '');
}
