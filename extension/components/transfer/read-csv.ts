/** CSV as RFC 4180 has it, with any one separator and any line ending. */
import { failure, type Result, success } from '../../../shared/result.ts';

export interface CsvRow {
  /** The line that it begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvProblem {
  readonly kind: 'open-quote' | 'stray-quote';
  readonly line: number;
}

/** The rows that have something on them. */
export function readCsv(text: string, separator: string): Result<CsvRow[], CsvProblem> {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  let at = 0;
  while (true) {
    const read = readCell(text, at, separator);
    if (!read.ok) return failure({ kind: read.error, line });
    const { cell, end } = read.value;
    cells.push(cell);
    line += text.slice(at, end).match(LINE_BREAK)?.length ?? 0;
    at = end;
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (cells.some((filled) => filled.trim() !== '')) rows.push({ line: begun, cells });
    if (at === text.length) return success(rows);
    at += text.startsWith('\r\n', at) ? 2 : 1;
    cells = [];
    begun = ++line;
  }
}

const LINE_BREAK = /\r\n|\r|\n/g;

interface ReadCell {
  readonly cell: string;
  /** Where the separator, the line break or the end of the text is. */
  readonly end: number;
}

function readCell(
  text: string,
  start: number,
  separator: string,
): Result<ReadCell, CsvProblem['kind']> {
  if (text[start] === '"') return readQuotedCell(text, start, separator);
  let end = start;
  while (!endsCell(text[end], separator)) end++;
  const cell = text.slice(start, end);
  return cell.includes('"') ? failure('stray-quote') : success({ cell, end });
}

function readQuotedCell(
  text: string,
  start: number,
  separator: string,
): Result<ReadCell, CsvProblem['kind']> {
  const pieces: string[] = [];
  let from = start + 1;
  while (true) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return failure('open-quote');
    pieces.push(text.slice(from, quote));
    from = quote + 2;
    if (text[quote + 1] === '"') continue;
    if (!endsCell(text[quote + 1], separator)) return failure('stray-quote');
    // What stands between two pieces was a quote written twice.
    return success({ cell: pieces.join('"'), end: quote + 1 });
  }
}

function endsCell(character: string | undefined, separator: string): boolean {
  return (
    character === undefined || character === separator || character === '\n' || character === '\r'
  );
}
