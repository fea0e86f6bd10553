/**
 * The text form in which a list is stored. It has a quarter of the length of its JSON, so a browser loads and reads
 * it about four times as fast.
 */
import type { Entry } from '../../shared/api.ts';
import { formatBySign } from '../../shared/format-by-sign.ts';
import type { IncludedRead, KnownAllowlist } from '../model/known-list.ts';

/** The fields of an entry that have a column each. The id is stored apart, and the value shows the format. */
type ListField = Exclude<keyof Entry, 'id' | 'format'>;

/** The columns in their order. A field that is missing here does not compile. A new one comes last. */
const COLUMNS: Readonly<Record<ListField, true>> = {
  value: true,
  remark: true,
  createdAt: true,
  createdBy: true,
  expiresAt: true,
  expired: true,
  unreadable: true,
};
const FIELDS = Object.keys(COLUMNS) as ListField[];

/**
 * Stands for "the same as in the entry before". No field is a number, so it can't be mistaken. At the end of a column
 * it is left out.
 */
const AS_BEFORE = 0;

/** Begins a shortened id: one that differs from the id before only in its place within the change. */
const PLACE = '-';

export function writeList({ included, entries, ...terms }: KnownAllowlist): string {
  return JSON.stringify({
    ...terms,
    ...writeEntries(entries),
    ...(included && { included: included.map(writeIncluded) }),
  });
}

function writeIncluded({ entries, ...terms }: IncludedRead): object {
  return { ...terms, ...(entries && writeEntries(entries)) };
}

function writeEntries(entries: readonly Entry[]) {
  const ids = entries.map(({ id }, index) => {
    const place = id.slice(12, 16);
    return withPlace(entries[index - 1]?.id ?? '', place) === id ? PLACE + place : id;
  });
  const columns = FIELDS.map((field) => {
    let before = '';
    const cells = entries.map((entry) => {
      // Fields are compared as text, since a token reference is an object, and each entry has its own copy.
      const text = JSON.stringify(entry[field]);
      const cell = text === before ? AS_BEFORE : entry[field];
      before = text;
      return cell;
    });
    while (cells.at(-1) === AS_BEFORE) cells.pop();
    return cells;
  });
  return { ids, columns };
}

/** Null if an earlier version wrote the text in another form. */
export function readKeptList(text: string): KnownAllowlist | null {
  const { ids, columns, included, ...terms } = JSON.parse(text);
  if (!ids) return null;
  const entries = readEntries(ids, columns);
  return { ...terms, entries, ...(included && { included: included.map(openIncluded) }) };
}

function openIncluded({ ids, columns, ...terms }: KeptEntries & IncludedRead): IncludedRead {
  return { ...terms, ...(ids && { entries: readEntries(ids, columns) }) };
}

interface KeptEntries {
  /** Absent for a list that could not be read. */
  readonly ids: readonly string[];
  readonly columns: readonly (readonly unknown[])[];
}

function readEntries(ids: KeptEntries['ids'], columns: KeptEntries['columns']): Entry[] {
  // A text of an older version may have fewer columns.
  const readers = FIELDS.map((field, index) => [field, reader(columns[index] ?? [])] as const);
  const read = Object.fromEntries(readers) as Readonly<Record<ListField, (row: number) => unknown>>;
  let id = '';
  return ids.map((cell, row) => {
    id = cell.startsWith(PLACE) ? withPlace(id, cell.slice(1)) : cell;
    const text = String(read.value(row));
    return {
      id,
      format: formatBySign(text),
      value: text,
      remark: read.remark(row),
      createdAt: read.createdAt(row),
      createdBy: read.createdBy(row),
      expiresAt: read.expiresAt(row),
      expired: read.expired(row),
      // The field is left out of entries that can be read, as the API does.
      ...(read.unreadable(row) === true && { unreadable: true }),
    } as Entry;
  });
}

/**
 * Returns a function that reads the cells of a column. It must be called for one row after the other, from the first.
 */
function reader(column: readonly unknown[]): (row: number) => unknown {
  let last: unknown;
  return (row) => {
    const cell = column[row];
    if (cell !== AS_BEFORE && cell !== undefined) last = cell;
    return last;
  };
}

/** Ids of entries from the same change differ only in four digits: the place of the entry within the change. */
function withPlace(id: string, place: string): string {
  return id.slice(0, 12) + place + id.slice(16);
}
