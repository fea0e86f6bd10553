/** Writes every entry as CSV (RFC 4180) for spreadsheets, expired entries too. No cell can run as a formula. */
import type { Entry } from '../allowlist.ts';
import { toWireEntry } from '../wire.ts';
import type { ExportSource } from './export-source.ts';

const COLUMNS = [
  'id',
  'format',
  'value',
  'remark',
  'createdAt',
  'createdBy',
  'expiresAt',
  'expired',
];

export function renderCsv({ list }: ExportSource, now: number): string {
  const rows = [COLUMNS, ...list.entries.map((entry) => cellsOf(entry, now))];
  return rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function cellsOf(entry: Entry, now: number): string[] {
  const { id, format, value, remark, createdAt, createdBy, expiresAt, expired } = toWireEntry(
    entry,
    now,
  );
  return [id, format, value, remark, createdAt, createdBy.name, expiresAt ?? '', String(expired)];
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
