/** Reads one line that is not a member of a block: a line of a program, or [label] values [label]. */
import { deny, type FoundPiece, ignore, reject, withoutRows } from './found.ts';
import { joinLabels, plainLabel } from './label.ts';
import { findProgram } from './programs.ts';
import { readEnds } from './read-ends.ts';
import { otherRole, readFlags, readPairs } from './read-pairs.ts';
import { type PhrasePlace, readPhrase } from './read-phrase.ts';
import { refuses, refusesByName } from './words.ts';

const BULLET =
  /^\s*(?:(?:[-*+•·‣◦–—]|\d{1,5}[.)]|\(\d{1,5}\)|[a-z]\))\s+|\d{1,5}[、）]\s*|（\d{1,5}）\s*)+/iu;
/** A running number that is alone in its cell. */
const NUMBER_CELL = /^\s*\d{1,6}\s*[\t|,;]\s*(?!\d{1,3}\s*$)/;

export function withoutBullet(text: string): string {
  return text.replace(BULLET, '');
}

export function readLine(text: string, place: PhrasePlace): FoundPiece[] {
  const bare = withoutBullet(text).trim();
  const known = findProgram(bare);
  if (known === undefined) return readStatement(bare, place);
  const { reads, rules } = known.program;
  const { groups = {} } = known.match;
  const { line } = place;
  switch (reads) {
    case 'comment':
      return [ignore(line, bare, 'comment')];
    case 'nothing':
      return [ignore(line, bare, 'default')];
    case 'reference':
      return [reject(line, plainLabel((groups.items ?? bare).replaceAll('"', '')), 'reference')];
    case 'other-role':
      return otherRole(readPhrase(bare, { ...place, items: true }));
    case 'ends':
      return readEnds(groups.first ?? '', groups.last ?? '', line, place.refused);
    case 'pairs':
      return readPairs(bare, place);
    case 'flags':
      return readFlags(bare, place);
    default:
      return readItems(bare, groups, { ...place, rules: rules ?? {} });
  }
}

/** Reads several statements on one line, as nginx may have them. */
function readStatement(text: string, place: PhrasePlace): FoundPiece[] {
  const statements = text.split(/(?<=;)\s+(?=(?:allow|deny)\s)/i);
  if (
    statements.length > 1 &&
    statements.length < 1_000 &&
    statements.every((each) => findProgram(each))
  ) {
    return statements.flatMap((each) => readLine(each, place));
  }
  return readPhrase(text.replace(NUMBER_CELL, ''), place);
}

function readItems(
  text: string,
  groups: Readonly<Record<string, string | undefined>>,
  place: PhrasePlace,
): FoundPiece[] {
  const { items = '', rest = '', name = '', verb = '', not, label = '' } = groups;
  const behind = label === '' ? rest : rest.replace(label, '');
  const refused =
    place.refused || not !== undefined || refuses(verb) || refusesByName(name) || refuses(behind);
  const comment = joinLabels(plainLabel(label), place.comment);
  const found = readPhrase(items.replace(/;\s*$/, ''), { ...place, refused, items: true, comment });
  const beside = readPhrase(behind, { ...place, refused, items: true, comment: '' });
  const others = withoutRows(beside, (line, token) => reject(line, token, 'other-role'));
  const all = [
    ...found,
    ...others.filter((each) => each.kind === 'reject' && each.reject.reason !== 'whole-family'),
  ];
  if (all.length === 0) return [ignore(place.line, text, refused ? 'default' : 'text')];
  return refused ? deny(all) : all;
}
