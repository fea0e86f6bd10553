/** CSV with a header that names the columns; or one value a line, without any. */
import { failure, type Result, success } from '../../../shared/result.ts';
import { unguardCell } from './formula-guard.ts';
import { FOR_PEOPLE, type ImportRow, type ImportRows, type ImportTrouble } from './import-row.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

type Column = Exclude<keyof ImportRow, 'number'>;

/** As a header may name them, without regard to case. */
const COLUMNS: ReadonlyMap<string, Column> = new Map([
  ['value', 'value'],
  ['format', 'format'],
  ['remark', 'remark'],
  ['expiresat', 'expiresAt'],
  ['expires', 'expiresAt'],
]);

export function readCsvImport(text: string): Result<ImportRows, ImportTrouble> {
  const read = readCsv(text, findSeparator(text));
  if (!read.ok) return read;
  const [head, ...rest] = read.value;
  if (head === undefined) return failure({ kind: 'empty' });
  const names = head.cells.map((cell) => cell.trim().toLowerCase());
  if (!names.includes('value')) return readBareValues(read.value);
  const columns = names.map((name) => COLUMNS.get(name));
  const known = columns.filter((column) => column !== undefined);
  const twice = known.find((column, index) => known.indexOf(column) !== index);
  if (twice !== undefined) return failure({ kind: 'column-twice', column: twice });
  const wider = rest.find(({ cells }) => cells.slice(names.length).some((cell) => cell !== ''));
  if (wider !== undefined) return failure({ kind: 'extra-cells', line: wider.line });
  const rows = rest.map((row) => readRow(row, columns));
  if (rows.length === 0) return failure({ kind: 'empty' });
  const ignored = head.cells.filter((_, index) => {
    const name = names[index] ?? '';
    return name !== '' && columns[index] === undefined && !FOR_PEOPLE.includes(name);
  });
  return success({ countedBy: 'line', rows, ignored });
}

function readRow({ line, cells }: CsvRow, columns: readonly (Column | undefined)[]): ImportRow {
  const of = (column: Column) => unguardCell(cells[columns.indexOf(column)] ?? '').trim();
  return {
    number: line,
    value: of('value'),
    format: of('format'),
    remark: of('remark'),
    expiresAt: of('expiresAt'),
  };
}

function readBareValues(rows: readonly CsvRow[]): Result<ImportRows, ImportTrouble> {
  if (rows.some(({ cells }) => cells.length > 1)) return failure({ kind: 'no-value-column' });
  const bare = rows.map(({ line, cells: [value = ''] }) => {
    return { number: line, value: value.trim(), format: '', remark: '', expiresAt: '' };
  });
  return success({ countedBy: 'line', rows: bare, ignored: [] });
}

/** The one that the first line has most of: spreadsheets write `;` where the comma is the decimal sign. */
function findSeparator(text: string): string {
  const [line = ''] = text.trimStart().split(/\r\n|\r|\n/, 1);
  const count = (separator: string) => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
