/** Reads a table: the first line names the columns, and the name of a column says what its cells are. */
import { CSV_COLUMNS } from '../exports/csv-columns.ts';
import { type FoundPiece, ignore, reject } from './found.ts';
import { cellText, joinLabels, plainLabel } from './label.ts';
import { type CellRow, readCells } from './read-cells.ts';
import { readEnds } from './read-ends.ts';
import { BARE, readPhrase } from './read-phrase.ts';
import { readValue } from './read-value.ts';
import { addMember, applyMembers, noMembers } from './record.ts';
import { isCommentLine, splitLines } from './source-lines.ts';
import { isNo, isSwitch, isYes, refuses, roleOf, type WordRole } from './words.ts';

interface Column {
  readonly name: string;
  readonly role: WordRole;
}

interface Table {
  readonly header: CellRow;
  readonly columns: readonly Column[];
  readonly rows: readonly CellRow[];
}

const SEPARATORS = ['\t', ';', ',', '|'] as const;
const RULE = /^[\s|:+=-]+$/;
const EMPTY: Column = { name: '', role: 'unknown' };

/** Reads a table. It is undefined if the text has no header. */
export function readTable(text: string): FoundPiece[] | undefined {
  const lines = splitLines(text);
  const ignored: FoundPiece[] = [];
  let named: string | undefined;
  let at = 0;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const separator: string | undefined = /^\s*"?sep=(.)"?\s*$/i.exec(line)?.[1];
    if (separator !== undefined) named = separator;
    else if (line.trim() !== '' && !isCommentLine(line)) break;
    if (line.trim() !== '')
      ignored.push(ignore(at + 1, line.trim(), separator === undefined ? 'comment' : 'syntax'));
  }
  const table = findTable(lines, at, named);
  if (table === undefined) return undefined;
  ignored.push(ignore(table.header.line, table.header.source.trim(), 'heading'));
  return [...ignored, ...table.rows.flatMap((row) => readRow(row, table.columns))];
}

function findTable(
  lines: readonly string[],
  at: number,
  named: string | undefined,
): Table | undefined {
  const head = lines[at] ?? '';
  const count = (separator: string) => head.split(separator).length;
  const separator =
    named ?? SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best));
  if (count(separator) < 2 || head.length > LONGEST_HEADER) return undefined;
  const [header] = readCells(lines.slice(0, at + 1), at, separator);
  if (header === undefined) return undefined;
  const columns = header.cells.map((cell) => {
    const name = plainLabel(cell.replace(/^[\s*`_]+|[\s*`_]+$/g, ''));
    return { name, role: roleOf(name) };
  });
  const has = (role: WordRole) =>
    columns.some((column) => column.role === role && !refuses(column.name));
  if (!has('value') && !(has('first') && has('last')) && !hasEnds(columns)) return undefined;
  if (readPhrase(head, { ...BARE, line: at + 1 }).length > 0) return undefined;
  return {
    header,
    columns: withListName(withOneHost(withEnds(columns))),
    rows: readCells(lines, at + 1, separator),
  };
}

const LONGEST_HEADER = 2_000;
const isEnd =
  (name: string) =>
  ({ name: columnName }: Column) =>
    columnName.toLowerCase() === name;
const hasEnds = (columns: readonly Column[]) =>
  columns.some(isEnd('from')) && columns.some(isEnd('to'));

/** A column `from` alone is a source; with a column `to` beside it, `from` is the first address of a range. */
function withEnds(columns: readonly Column[]): readonly Column[] {
  if (
    !hasEnds(columns) ||
    columns.some(({ role, name }) => role === 'value' && name.toLowerCase() !== 'from')
  )
    return columns;
  return columns.map((column) => {
    if (isEnd('from')(column)) return { ...column, role: 'first' };
    return isEnd('to')(column) ? { ...column, role: 'last' } : column;
  });
}

/** A column `host` is a name if another column has addresses. */
function withOneHost(columns: readonly Column[]): readonly Column[] {
  const isHost = ({ name }: Column) => /^hosts?$/i.test(name);
  const others = columns.some(
    (column) => (column.role === 'value' || column.role === 'first') && !isHost(column),
  );
  return others
    ? columns.map((column) => (isHost(column) ? { ...column, role: 'label' } : column))
    : columns;
}

/**
 * A column `list` has the name of a list if another column has addresses. In an export of Sendgate the name says
 * nothing about its entries, whatever it is; elsewhere a list may be called `blocked`.
 */
function withListName(columns: readonly Column[]): readonly Column[] {
  const isList = ({ name }: Column) => /^lists?$/i.test(name);
  const others = columns.some(
    (column) => (column.role === 'value' || column.role === 'first') && !isList(column),
  );
  if (!others) return columns;
  const isOurs = CSV_COLUMNS.every((name, index) => columns[index]?.name === name);
  const role = isOurs ? 'other' : 'unknown';
  return columns.map((column) => (isList(column) ? { ...column, role } : column));
}

function readRow(row: CellRow, columns: readonly Column[]): FoundPiece[] {
  const { line, source } = row;
  if (isCommentLine(source)) return [ignore(line, source.trim(), 'comment')];
  if (source.trim() === '') return [];
  const cells = row.cells.map((cell) => unguard(cell.trim()));
  if (RULE.test(source) || cells.every((cell) => cell === ''))
    return [ignore(line, source.trim(), 'syntax')];
  const extra = cells.slice(columns.length).filter((cell) => cell !== '');
  const last = columns.at(-1) ?? EMPTY;
  if (extra.length > 0 && last.role !== 'label') return [reject(line, source.trim(), 'ambiguous')];
  const members = noMembers();
  const values: string[] = [];
  const parts: Partial<Record<WordRole, string>> = {};
  for (const [index, cell] of cells.slice(0, columns.length).entries()) {
    const { name, role } = columns[index] ?? EMPTY;
    const isAnswer = role === 'value' && isSwitch(name) && (isNo(cell) || isYes(cell));
    const whole = index === columns.length - 1 ? joinLabels(cell, ...extra) : cell;
    if (role === 'label') members.labels.push(cellText(whole));
    else if (isAnswer || role !== 'value' || refuses(name)) {
      if (!addMember(members, name, cell, role)) parts[role] = cell;
      if (refuses(name) && role === 'value') values.push(cell);
    } else if (cell !== '') values.push(cell);
  }

  const masked = parts.mask ? values.map((value) => withMask(value, parts.mask ?? '')) : values;
  const ends =
    parts.first === undefined && parts.last === undefined
      ? []
      : readEnds(parts.first ?? '', parts.last ?? '', line);
  const found =
    ends.length > 0 && masked.length === 0
      ? ends
      : [...readValues(masked, line, source, parts.format ?? ''), ...ends];
  return applyMembers(found, members);
}

function readValues(
  values: readonly string[],
  line: number,
  source: string,
  format: string,
): FoundPiece[] {
  if (values.every((value) => value === '' || value === '-'))
    return [reject(line, source.trim(), 'empty')];
  const found = values.flatMap((value) => {
    const read = readPhrase(value, { ...BARE, line, items: true });
    return read.length > 0 ? read : [unread(value, line)];
  });
  return oncePerRange(found).map((each) => {
    if (each.kind !== 'row' || format === '' || each.row.format === format.toLowerCase())
      return each;
    return reject(line, each.token, `is-${each.row.format}`);
  });
}

/** Rejects words in a cell where a value should be. */
export function unread(text: string, line: number): FoundPiece {
  const outcome = /[\p{L}\p{N}]/u.test(text) ? readValue(text.trim(), false) : undefined;
  return reject(line, plainLabel(text), outcome?.ok === false ? outcome.reason : 'empty');
}

/** Keeps one row where two columns of a line give the same entry. */
export function oncePerRange(found: readonly FoundPiece[]): FoundPiece[] {
  const seen = new Set<string>();
  return found.filter((each) => {
    if (each.kind !== 'row') return true;
    const value = each.row.value.replace(/\/(?:32|128)$/, '');
    const isNew = !seen.has(value);
    seen.add(value);
    return isNew;
  });
}

export function withMask(value: string, mask: string): string {
  const isLength = /^\/?\d{1,3}$/.test(mask);
  return value.includes('/') || value === ''
    ? value
    : `${value}/${isLength ? mask.replace('/', '') : mask}`;
}

/**
 * Takes off the apostrophe that keeps a spreadsheet from running a cell, and the ="…" that some write to keep a
 * cell as text.
 */
function unguard(cell: string): string {
  const text = /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
  return /^'+[=+\-@\t\r＝＋－＠]/u.test(text) ? text.slice(1) : text;
}
