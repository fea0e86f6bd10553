/** A list as it lies in the storage: a third of its JSON, which a browser would take so much longer to bring and to read. */
import type { Allowlist, Entry } from '../shared/api.ts';

/** Stands for what is as in the entry before: no field is a number. */
const AS_BEFORE = 0;

type Column<Value> = (Value | typeof AS_BEFORE)[];
type Columns = { readonly [Field in keyof Entry]: Column<Entry[Field]> };

interface KeptList extends Omit<Allowlist, 'entries'> {
  /** Absent in what an earlier version kept. */
  readonly columns?: Columns;
}

export function writeList({ entries, ...terms }: Allowlist): string {
  const column = <Field extends keyof Entry>(field: Field): Column<Entry[Field]> =>
    entries.map((entry, index) =>
      isSame(entry[field], entries[index - 1]?.[field]) ? AS_BEFORE : entry[field],
    );
  const columns: Columns = {
    id: column('id'),
    format: column('format'),
    value: column('value'),
    remark: column('remark'),
    createdAt: column('createdAt'),
    createdBy: column('createdBy'),
    expiresAt: column('expiresAt'),
    expired: column('expired'),
  };
  return JSON.stringify({ ...terms, columns } satisfies KeptList);
}

/** Null where an earlier version wrote it. */
export function readList(text: string): Allowlist | null {
  const { columns, ...terms }: KeptList = JSON.parse(text);
  if (columns === undefined) return null;
  const id = cells(columns.id);
  const format = cells(columns.format);
  const value = cells(columns.value);
  const remark = cells(columns.remark);
  const createdAt = cells(columns.createdAt);
  const createdBy = cells(columns.createdBy);
  const expiresAt = cells(columns.expiresAt);
  const expired = cells(columns.expired);
  const entries = columns.id.map(() => ({
    id: id(),
    format: format(),
    value: value(),
    remark: remark(),
    createdAt: createdAt(),
    createdBy: createdBy(),
    expiresAt: expiresAt(),
    expired: expired(),
  }));
  return { ...terms, entries };
}

/** The cells of a column, from its first. */
function cells<Value>(column: Column<Value>): () => Value {
  let row = 0;
  let last: Value;
  return () => {
    const cell = column[row++];
    if (cell !== undefined && cell !== AS_BEFORE) last = cell;
    return last;
  };
}

/** Objects are those of a token, which are read anew for each entry. */
function isSame(left: unknown, right: unknown): boolean {
  return (
    left === right || (left instanceof Object && JSON.stringify(left) === JSON.stringify(right))
  );
}
