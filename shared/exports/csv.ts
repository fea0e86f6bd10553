/** RFC 4180, for spreadsheets: every entry, expired ones too, and nothing that one would run as a formula. */
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

/** Where a cell could begin, whatever a spreadsheet takes for its separator, a sign could begin a formula. */
const FORMULA = /(^|[;,\t\r\n])(?=\s*[=+\-@＝＋－＠])/g;

/** An apostrophe keeps a spreadsheet from running a formula; the full-width signs count as well. */
function toCell(text: string): string {
  const safe = text.replace(FORMULA, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
