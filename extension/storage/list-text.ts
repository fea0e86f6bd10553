/** A list as it lies in the storage: a quarter of its JSON, which a browser would take so much longer to bring and to read. */
import type { Allowlist, Entry } from '../../shared/api.ts';
import { formatBySign } from '../../shared/format-by-sign.ts';

/** What an entry has, a column each, beside its id, and its format, which its value shows. */
const FIELDS = [
  'value',
  'remark',
  'createdAt',
  'createdBy',
  'expiresAt',
  'expired',
  'unreadable',
] as const satisfies (keyof Entry)[];

/** Stands for what is as in the entry before: no field is a number. At the end of a column it is left out. */
const AS_BEFORE = 0;

/** Begins a cell of an id that is as the one before but for its place. */
const PLACE = '-';

export function writeList({ entries, ...terms }: Allowlist): string {
  const ids = entries.map(({ id }, index) => {
    const place = id.slice(12, 16);
    return withPlace(entries[index - 1]?.id ?? '', place) === id ? PLACE + place : id;
  });
  const columns = FIELDS.map((field) => {
    let before = '';
    const cells = entries.map((entry) => {
      // Objects are those of a token, which are read anew for each entry.
      const text = JSON.stringify(entry[field]);
      const cell = text === before ? AS_BEFORE : entry[field];
      before = text;
      return cell;
    });
    while (cells.at(-1) === AS_BEFORE) cells.pop();
    return cells;
  });
  return JSON.stringify({ ...terms, ids, columns });
}

/** Null where an earlier version wrote it. */
export function readKeptList(text: string): Allowlist | null {
  const { ids, columns, ...terms } = JSON.parse(text);
  if (!ids) return null;
  const [value, remark, createdAt, createdBy, expiresAt, expired, unreadable] = columns.map(reader);
  let id = '';
  const entries = ids.map((cell: string, row: number) => {
    id = cell.startsWith(PLACE) ? withPlace(id, cell.slice(1)) : cell;
    const text = value(row);
    return {
      id,
      format: formatBySign(text),
      value: text,
      remark: remark(row),
      createdAt: createdAt(row),
      createdBy: createdBy(row),
      expiresAt: expiresAt(row),
      expired: expired(row),
      // Of those that can be read, nothing says that they can.
      ...(unreadable(row) === true && { unreadable: true }),
    };
  });
  return { ...terms, entries };
}

/** For one row after the other. */
function reader(column: readonly unknown[]): (row: number) => unknown {
  let last: unknown;
  return (row) => {
    const cell = column[row];
    if (cell !== AS_BEFORE && cell !== undefined) last = cell;
    return last;
  };
}

/** Ids of entries that came with one change differ in four digits alone, their place in it. */
function withPlace(id: string, place: string): string {
  return id.slice(0, 12) + place + id.slice(16);
}
