/** Reads a range whose first and last address are in two cells or members. */
import { type FoundPiece, reject } from './found.ts';
import { BARE, readPhrase } from './read-phrase.ts';

export function readEnds(first: string, last: string, line: number, refused = false): FoundPiece[] {
  const place = { ...BARE, line, refused, items: true };
  const ends = [readPhrase(first, place), readPhrase(last, place)];
  const [from, to] = ends.map(([only, ...others]) => (others.length === 0 ? only : undefined));
  // Each end must be an address alone. Otherwise the two texts together could make an address that neither of
  // them is.
  if (isWholeAddress(from) && isWholeAddress(to))
    return readPhrase(`${from.token}-${to.token}`, place);
  const rejects = ends.flat().filter(({ kind }) => kind === 'reject');
  if (rejects.length > 0) return rejects;
  const isOpen = first === '' || last === '';
  return [reject(line, `${first}-${last}`, isOpen ? 'range-end-missing' : 'ambiguous')];
}

function isWholeAddress(found: FoundPiece | undefined): found is FoundPiece & { kind: 'row' } {
  return found?.kind === 'row' && found.row.format === 'address' && found.row.change === null;
}
