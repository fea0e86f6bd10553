/** Makes a remark of the text beside a value. */
import { isPositive } from './words.ts';

const ENDS = /^[\s,;|:：=，、；\-–—―→>"'`*~_!?。]+|[\s,;|:：=，、；\-–—―→<"'`*~_。]+$/gu;
const HANGING = /^[\])}>]+|[[({<]+$/g;
const OPEN: Readonly<Record<string, string>> = { '(': ')', '（': '）', '[': ']', '{': '}' };

/** Most labels are that already. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** Returns plain text on one line, without invisible signs and quotes at its ends. */
export function plainLabel(source: string): string {
  if (PLAIN.test(source)) return source;
  return source
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
}

/** Returns the text of a cell or a member unchanged, but on one line. */
export function cellText(text: string): string {
  return text.replace(/ *\p{Cc}[\p{Cc} ]*/gu, ' ').trim();
}

/** Joins the cells of a label, without the signs that separate it from the value. */
export function readLabel(source: string): string {
  const cells = source.split(/[\t|;,，；]/u).map(cleanCell);
  return cells.filter((cell) => cell !== '' && !isPositive(cell)).join(', ');
}

function cleanCell(cell: string): string {
  let text = plainLabel(cell);
  // Each round takes something off both ends, so a few rounds are enough.
  for (let round = 0; round < 6; round++) {
    const last = text;
    text = unwrap(text.replace(ENDS, '').replace(HANGING, '')).replace(
      /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu,
      '',
    );
    if (text === last) break;
  }
  return text;
}

/** Unwraps `(Lab)`, but not `(old) Lab (new)`. It also drops a bracket that has lost its other half. */
function unwrap(text: string): string {
  const closing = OPEN[text.charAt(0)];
  if (closing === undefined) {
    const opened = text.endsWith(')') && !text.includes('(');
    return opened || (text.endsWith(']') && !text.includes('[')) ? text.slice(0, -1) : text;
  }
  const close = text.indexOf(closing);
  if (close < 0) return text.slice(1);
  return close === text.length - 1 ? text.slice(1, -1) : text;
}

export function joinLabels(...labels: readonly string[]): string {
  return labels.filter((label) => label !== '').join(', ');
}
