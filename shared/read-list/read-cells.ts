/** Splits a text into the cells of its rows (RFC 4180). A quote that is never closed is a plain character. */
import Papa from 'papaparse';

export interface CellRow {
  /** The number of its first line, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The row as the text has it. */
  readonly source: string;
}

/** The most lines of one cell. A quote that is not closed within them is no quote. */
const MOST_LINES = 20;
const NO_QUOTE = '\u0001';

export function readCells(lines: readonly string[], from: number, separator: string): CellRow[] {
  const rows: CellRow[] = [];
  for (let at = from; at < lines.length; ) {
    const { cells, end } = readRow(lines, at, separator);
    rows.push({ line: at + 1, cells, source: lines.slice(at, end).join('\n') });
    at = end;
  }
  return rows;
}

function readRow(lines: readonly string[], at: number, separator: string) {
  const line = lines[at] ?? '';
  if (!line.includes('"')) return { cells: line.split(separator), end: at + 1 };
  for (let end = at + 1; end <= Math.min(at + MOST_LINES, lines.length); end++) {
    const { data, errors } = parse(
      lines.slice(at, end).join('\n').replace(/ +$/, ''),
      separator,
      '"',
    );
    const [cells = []] = data;
    if (errors.length === 0 && data.length === 1) return { cells, end };
    if (errors.some(({ code }) => code !== 'MissingQuotes')) break;
  }
  return { cells: parse(line, separator, NO_QUOTE).data[0] ?? [], end: at + 1 };
}

function parse(text: string, delimiter: string, quoteChar: string) {
  // Papa.parse itself calls this parser for each piece. One row alone needs none of its other work.
  const parser = new Papa.Parser({ delimiter, quoteChar, newline: '\n' });
  const read: Papa.ParseResult<string[]> = parser.parse(text, 0, false);
  return read;
}
