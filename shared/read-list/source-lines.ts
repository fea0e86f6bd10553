/** Splits a text into lines, and each line into its text and its comment. */
import { type FoundPiece, ignore } from './found.ts';
import { plainLabel } from './label.ts';

export interface SourceLine {
  readonly line: number;
  /** The line without the part that is commented out. */
  readonly text: string;
  readonly comment: string;
  readonly isBlank: boolean;
}

export interface SourceLines {
  readonly lines: readonly SourceLine[];
  readonly ignored: readonly FoundPiece[];
}

/** A line that is only a comment. */
const COMMENT_LINE = /^\s*(?:#|\/\/|;|--|!(?:\s|$)|rem(?:\s|$))/i;
/** The start of a comment that has an end sign, possibly on a later line. */
const OPENING = /(?<=^|[\s;,{}()])\/\*|<!--/;
/**
 * A comment to the end of the line. A semicolon also separates values, so it begins a comment only before
 * words.
 */
const TRAILING = /\s(?:#|\/\/)|(?<=[\da-f:]\s+);\s+(?=\p{L}{2})/iu;

export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

export function isCommentLine(text: string): boolean {
  return COMMENT_LINE.test(text);
}

export function readSourceLines(text: string): SourceLines {
  const lines: SourceLine[] = [];
  const ignored: FoundPiece[] = [];
  let close = '';
  for (const [index, whole] of splitLines(text).entries()) {
    const line = index + 1;
    const kept: string[] = [];
    let rest = whole;
    let comment = '';
    while (true) {
      if (close !== '') {
        const end = rest.indexOf(close);
        const inside = end < 0 ? rest : rest.slice(0, end);
        if (inside.trim() !== '') ignored.push(ignore(line, inside.trim(), 'comment'));
        if (end < 0) break;
        rest = ` ${rest.slice(end + close.length)}`;
        close = '';
      }
      if (kept.length === 0 && COMMENT_LINE.test(rest)) {
        ignored.push(ignore(line, rest.trim(), 'comment'));
        break;
      }
      const trailing = findTrailing(rest);
      const opening = OPENING.exec(rest);
      if (opening === null || (trailing !== null && trailing.index < opening.index)) {
        kept.push(trailing === null ? rest : rest.slice(0, trailing.index));
        comment = trailing === null ? '' : rest.slice(trailing.index);
        break;
      }
      kept.push(rest.slice(0, opening.index));
      rest = rest.slice(opening.index + opening[0].length);
      close = opening[0] === '/*' ? '*/' : '-->';
    }
    const remark = plainLabel(comment.replace(/^\s*(?:#+|\/\/+|;)/, ''));
    lines.push({ line, text: kept.join(' '), comment: remark, isBlank: whole.trim() === '' });
  }
  return { lines, ignored };
}

/** Finds the start of a trailing comment outside of quotes. */
function findTrailing(text: string): RegExpExecArray | null {
  const found = TRAILING.exec(text);
  if (found === null || !text.includes('"')) return found;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted && text.includes('"', at + 1);
    else if (!quoted && /\s/.test(text.charAt(at))) {
      const here = TRAILING_HERE.exec(text.slice(at, at + 3));
      if (here) return Object.assign(here, { index: at });
    }
  }
  return null;
}

const TRAILING_HERE = /^\s(?:#|\/\/)/;
