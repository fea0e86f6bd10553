/**
 * Finds addresses that no piece of the result mentions, and reports them with their line. So no address is lost
 * silently.
 */
import { type FoundPiece, ignore, lineOf } from './found.ts';
import { plainLabel } from './label.ts';
import { splitLines } from './source-lines.ts';

const QUAD = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const GROUPS = /[\da-f]{1,4}(?::[\da-f]{1,4}){2,}|[\da-f]{1,4}::[\da-f]{0,4}/gi;

export function findRest(text: string, found: readonly FoundPiece[]): FoundPiece[] {
  const said = new Map<number, string>();
  const withRow = new Set<number>();
  for (const each of found) {
    const line = lineOf(each);
    said.set(line, `${said.get(line) ?? ''}\n${saidBy(each)}`);
    if (each.kind === 'row') withRow.add(line);
  }
  return splitLines(text).flatMap((source, index) => {
    const line = index + 1;
    const here = said.get(line) ?? '';
    // A row may write an IPv6 address in another way than the text. A dotted quad has only one way.
    const quads = source.match(QUAD) ?? [];
    const groups = withRow.has(line) ? [] : (source.match(GROUPS) ?? []);
    const isLost = holdsOthers(here, quads, QUAD) || holdsOthers(here, groups, GROUPS);
    return isLost ? [ignore(line, plainLabel(source), 'text')] : [];
  });
}

/**
 * Decides whether one of the addresses is missing in `said`. It looks them up in a set, since a line may have
 * thousands.
 */
function holdsOthers(said: string, addresses: readonly string[], form: RegExp): boolean {
  if (addresses.length === 0) return false;
  const known = new Set(said.match(form));
  const unknown = addresses.filter((address) => !known.has(address));
  return unknown.length > SURELY_LOST || unknown.some((address) => !said.includes(address));
}

const SURELY_LOST = 20;

function saidBy(found: FoundPiece): string {
  if (found.kind === 'reject') return found.reject.text;
  if (found.kind === 'ignored') return found.ignored.text;
  const { value, was, remark } = found.row;
  return `${value}\n${was ?? ''}\n${remark}`;
}
