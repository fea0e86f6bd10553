/**
 * Writes every entry as CSV (RFC 4180) for spreadsheets, expired entries and those of included lists too. No cell can
 * run as a formula.
 */
import type { Entry } from '../allowlist.ts';
import { isExpired } from '../expired-entries.ts';
import { toWireEntry } from '../wire.ts';
import { CSV_COLUMNS } from './csv-columns.ts';
import { type ExportSource, groupEntries } from './export-source.ts';

export function renderCsv(source: ExportSource, now: number): string {
  const rows = [CSV_COLUMNS, ...rowsOf(source, now).map((row) => cellsOf(row, now))];
  return rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

interface CsvRow {
  readonly entry: Entry;
  readonly list: string | null;
}

/**
 * A range that stands in several places is written once, so that the file can be imported as it is: the first place
 * where it is live, or else the first.
 */
function rowsOf(source: ExportSource, now: number): CsvRow[] {
  const rows = new Map<string, CsvRow>();
  for (const { list, entries } of groupEntries(source)) {
    for (const entry of entries) {
      const key = entry.unreadable ? entry.id : `${entry.range.first}-${entry.range.last}`;
      const standing = rows.get(key);
      if (standing && (!isExpired(standing.entry, now) || isExpired(entry, now))) continue;
      rows.delete(key);
      rows.set(key, { entry, list });
    }
  }
  return [...rows.values()];
}

function cellsOf({ entry, list }: CsvRow, now: number): string[] {
  const { id, format, value, remark, createdAt, createdBy, expiresAt, expired } = toWireEntry(
    entry,
    now,
  );
  return [
    id,
    format,
    value,
    remark,
    createdAt,
    createdBy.name,
    expiresAt ?? '',
    String(expired),
    list ?? '',
  ];
}

/**
 * Matches each place where a cell could begin with a sign of a formula, whatever separator the spreadsheet
 * uses.
 */
const FORMULA = /(^|[;,\t\r\n])(?=\s*[=+\-@＝＋－＠])/g;

/** Puts an apostrophe before each sign, so that the spreadsheet runs no formula. Full-width signs count too. */
function toCell(text: string): string {
  const safe = text.replace(FORMULA, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
