import type { Allowlist, Entry } from '../../../shared/api.ts';
import { isSharedList, nameOfAccount } from '../../model/listed-place.ts';
import { guardCell } from './formula-guard.ts';

export interface ExportedFile {
  readonly name: string;
  /** The media type. */
  readonly type: string;
  readonly text: string;
}

/** The columns. An import reads the first four; the others are for people. */
const COLUMNS = ['value', 'format', 'remark', 'expiresAt', 'createdAt', 'createdBy'] as const;

/** Spreadsheets read CSV as UTF-8 only if it begins with this mark. */
const BYTE_ORDER_MARK = '\ufeff';

/** Writes the list as a file that an import can read. `now` gives the date in the file's name. */
export function exportAllowlist(list: Allowlist, kind: 'csv' | 'json', now: number): ExportedFile {
  const entries = list.entries.map(toExported);
  const name = nameFile(nameOfAccount(list.account), kind, now);
  if (kind === 'csv') {
    const rows = [COLUMNS, ...entries.map((entry) => COLUMNS.map((column) => entry[column] ?? ''))];
    const text = rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
    return { name, type: 'text/csv', text: BYTE_ORDER_MARK + text };
  }
  const text = `${JSON.stringify({ ...namedBy(list), entries }, null, 2)}\n`;
  return { name, type: 'application/json', text };
}

/** A shared list has no account, and no mode. */
function namedBy({ account, mode }: Allowlist) {
  return isSharedList(account) ? { list: nameOfAccount(account) } : { account, mode };
}

function toExported({ value, format, remark, expiresAt, createdAt, createdBy }: Entry) {
  return { value, format, remark, expiresAt, createdAt, createdBy: createdBy.name };
}

function writeCell(text: string): string {
  const cell = guardCell(text);
  return /[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function nameFile(account: string, kind: string, now: number): string {
  // Windows, macOS or Linux do not allow these characters in the name of a file.
  const safe = account.replace(/[\\/:*?"<>|]|^\.+|[. ]+$/g, '_');
  return `allowlist-${safe}-${new Date(now).toISOString().slice(0, 10)}.${kind}`;
}
