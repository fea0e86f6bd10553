/** JSON as an export writes it, or an array of values or entries. */
import { failure, type Result, success } from '../../../shared/result.ts';
import { FOR_PEOPLE, type ImportRow, type ImportRows, type ImportTrouble } from './import-row.ts';

const MEMBERS = ['value', 'format', 'remark', 'expiresAt'] as const;

export function readJsonImport(text: string): Result<ImportRows, ImportTrouble> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const items: unknown = Array.isArray(parsed.value)
    ? parsed.value
    : memberOf(parsed.value, 'entries');
  if (!Array.isArray(items)) return failure({ kind: 'json-shape' });
  if (items.length === 0) return failure({ kind: 'empty' });
  const rows: ImportRow[] = [];
  const ignored = new Set<string>();
  for (const [index, item] of items.entries()) {
    const row = readItem(item, index + 1);
    if (!row.ok) return row;
    rows.push(row.value);
    if (typeof item !== 'string') for (const name of othersOf(item)) ignored.add(name);
  }
  return success({ countedBy: 'entry', rows, ignored: [...ignored] });
}

function parseJson(text: string): Result<unknown, ImportTrouble> {
  try {
    return success(JSON.parse(text));
  } catch {
    return failure({ kind: 'json-syntax' });
  }
}

function readItem(item: unknown, number: number): Result<ImportRow, ImportTrouble> {
  const nothing = { format: '', remark: '', expiresAt: '' };
  if (typeof item === 'string') return success({ ...nothing, number, value: item.trim() });
  if (typeof memberOf(item, 'value') !== 'string') return failure({ kind: 'json-entry', number });
  const row = { ...nothing, number, value: '' };
  for (const member of MEMBERS) {
    const given = memberOf(item, member) ?? '';
    if (typeof given !== 'string') return failure({ kind: 'json-member', number, member });
    row[member] = given.trim();
  }
  return success(row);
}

function memberOf(value: unknown, name: string): unknown {
  return value instanceof Object
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function othersOf(item: unknown): string[] {
  const known: readonly string[] = MEMBERS;
  return Object.keys(item ?? {}).filter(
    (name) => !known.includes(name) && !FOR_PEOPLE.includes(name.toLowerCase()),
  );
}
