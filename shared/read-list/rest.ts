/** Nothing is lost: what looks like an address and is in nothing that was found is told of, with its line. */
import { type FoundPiece, ignore, lineOf } from './found.ts';
import { plainLabel } from './label.ts';
import { splitLines } from './source-lines.ts';

const QUAD = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const ADDRESS_LIKE =
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|[\da-f]{1,4}(?::[\da-f]{1,4}){2,}|[\da-f]{1,4}::[\da-f]{0,4}/gi;

export function findRest(text: string, found: readonly FoundPiece[]): FoundPiece[] {
  const said = new Map<number, string>();
  const withRow = new Set<number>();
  for (const each of found) {
    const line = lineOf(each);
    said.set(line, `${said.get(line) ?? ''}\n${saidBy(each)}`);
    if (each.kind === 'row') withRow.add(line);
  }
  const all = [...said.values()].join('\n');
  return splitLines(text).flatMap((source, index) => {
    const line = index + 1;
    const here = said.get(line) ?? '';
    // A row is written in its own way; a quad has no other.
    const addresses = source.match(withRow.has(line) ? QUAD : ADDRESS_LIKE) ?? [];
    // A record may go over lines, and be told of on the first.
    const isLost = addresses.some((address) => !here.includes(address) && !all.includes(address));
    return isLost ? [ignore(line, plainLabel(source), 'text')] : [];
  });
}

function saidBy(found: FoundPiece): string {
  if (found.kind === 'reject') return found.reject.text;
  if (found.kind === 'ignored') return found.ignored.text;
  const { value, was, remark } = found.row;
  return `${value}\n${was ?? ''}\n${remark}`;
}
