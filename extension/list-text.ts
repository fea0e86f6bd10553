/** A list as it lies in the storage: a third of its JSON, which a browser would take so much longer to bring and to read. */
import type { Allowlist, Entry } from '../shared/api.ts';

/** What an entry has, a column each. */
const FIELDS = [
  'id',
  'format',
  'value',
  'remark',
  'createdAt',
  'createdBy',
  'expiresAt',
  'expired',
] as const satisfies (keyof Entry)[];

/** Stands for what is as in the entry before: no field is a number. */
const AS_BEFORE = 0;

export function writeList({ entries, ...terms }: Allowlist): string {
  const columns = FIELDS.map((field) =>
    entries.map((entry, index) =>
      isSame(entry[field], entries[index - 1]?.[field]) ? AS_BEFORE : entry[field],
    ),
  );
  return JSON.stringify({ ...terms, columns });
}

/** Null where an earlier version wrote it. */
export function readList(text: string): Allowlist | null {
  const { columns, ...terms } = JSON.parse(text);
  if (!columns) return null;
  const [id, format, value, remark, createdAt, createdBy, expiresAt, expired] = columns.map(fill);
  const entries = id.map((id: string, row: number) => ({
    id,
    format: format[row],
    value: value[row],
    remark: remark[row],
    createdAt: createdAt[row],
    createdBy: createdBy[row],
    expiresAt: expiresAt[row],
    expired: expired[row],
  }));
  return { ...terms, entries };
}

function fill(column: readonly unknown[]): readonly unknown[] {
  let last: unknown;
  return column.map((cell) => {
    if (cell !== AS_BEFORE) last = cell;
    return last;
  });
}

/** Objects are those of a token, which are read anew for each entry. */
function isSame(left: unknown, right: unknown): boolean {
  return (
    left === right || (left instanceof Object && JSON.stringify(left) === JSON.stringify(right))
  );
}
