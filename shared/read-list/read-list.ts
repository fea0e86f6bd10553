/**
 * Turns a text into entries: pasted, from a file or selected on a page. Every list is read here. It takes only
 * what the text says.
 */
import {
  type FoundPiece,
  type Ignored,
  type ListRow,
  lineOf,
  type ReadList,
  type Reject,
  reject,
} from './found.ts';
import { readJsonList } from './read-json.ts';
import { readLines } from './read-lines.ts';
import { readTable } from './read-table.ts';
import { findRest } from './rest.ts';

export function readList(text: string): ReadList {
  const whole = text.replace(/^\ufeff/, '');
  if (whole.startsWith('PK\u0003\u0004')) return collect([reject(1, '', 'workbook')]);
  if (whole.includes('\u0000')) return collect([reject(1, '', 'not-text')]);
  const found = readJsonList(whole) ?? readTable(whole) ?? readLines(whole);
  return collect([...found, ...findRest(whole, found)]);
}

function collect(found: readonly FoundPiece[]): ReadList {
  const rows: ListRow[] = [];
  const rejects: Reject[] = [];
  const ignored: Ignored[] = [];
  for (const each of found.toSorted((left, right) => lineOf(left) - lineOf(right))) {
    if (each.kind === 'row') rows.push(each.row);
    else if (each.kind === 'reject') rejects.push(each.reject);
    else ignored.push(each.ignored);
  }
  return { rows, rejects, ignored };
}
