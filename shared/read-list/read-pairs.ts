/** Reads members on one line: key="value", the flags of a command, or a record in braces. */
import { deny, type FoundPiece, reject } from './found.ts';
import { plainLabel } from './label.ts';
import { type PhrasePlace, readPhrase } from './read-phrase.ts';
import { addMember, applyMembers, type Members, noMembers } from './record.ts';
import { refuses, refusesByName, roleOf } from './words.ts';

interface Pair {
  readonly key: string;
  readonly text: string;
  readonly negated: boolean;
}

const PAIR =
  /(?<not>!\s*)?(?<![\w.-])["']?(?<key>[a-z][\w.-]{0,60})["']?\s{0,3}(?:=>?|:)\s{0,3}(?:"(?<a>[^"]*)"|'(?<b>[^']*)'|(?<c>\[[^[\]]*\]|[^\s|;,{}<>]+(?:,[\d.:a-f/-]+)*))/giu;
const FLAG =
  /(?<not>!\s*)?(?<!\S)--?(?<key>[a-z][\w-]{0,40})(?:\s+(?!-)(?:"(?<a>[^"]*)"|'(?<b>[^']*)'|(?<c>\S+)))?/giu;
/** Short names of flags and pairs that mean the source of a packet. */
const SOURCES = /^(?:s|src-range|source|src|address|remoteip)$/i;

export function readPairs(text: string, place: PhrasePlace): FoundPiece[] {
  return readMembers(text, PAIR, place);
}

export function readFlags(text: string, place: PhrasePlace): FoundPiece[] {
  return readMembers(text, FLAG, place);
}

function readMembers(text: string, form: RegExp, place: PhrasePlace): FoundPiece[] {
  const members = noMembers();
  const pairs: Pair[] = [...text.matchAll(form)].map(({ groups = {} }) => {
    return {
      key: groups.key ?? '',
      text: groups.a ?? groups.b ?? groups.c ?? '',
      negated: groups.not !== undefined,
    };
  });
  const found = readMemberList(pairs, members, place);
  const left = text.replaceAll(form, ' ');
  const refused = place.refused || refuses(left);
  return applyMembers(refused ? deny(found) : found, members);
}

/** Returns the values of the members. Everything else they say goes into `members`. */
function readMemberList(
  pairs: readonly Pair[],
  members: Members,
  place: PhrasePlace,
): FoundPiece[] {
  const values: FoundPiece[] = [];
  const others: FoundPiece[] = [];
  for (const { key, text, negated } of pairs) {
    const role = SOURCES.test(key) ? 'value' : roleOf(key);
    if (addMember(members, key, plainLabel(text), role)) continue;
    const read = readPhrase(text, { ...place, items: role === 'value', comment: '', label: '' });
    // `list=blocked` names the list that the address is put on.
    if (role === 'value' && read.length === 0) members.refused ||= refusesByName(text);
    if (role === 'value') values.push(...(negated ? deny(read) : read));
    else if (role === 'other') others.push(...otherRole(read));
  }
  if (values.length > 0) {
    return values.map((each) =>
      each.kind === 'row' && each.row.remark === ''
        ? { ...each, row: { ...each.row, remark: place.comment } }
        : each,
    );
  }
  return others;
}

export function otherRole(found: readonly FoundPiece[]): FoundPiece[] {
  return found.flatMap((each) =>
    each.kind === 'row' ? [reject(each.row.line, each.token, 'other-role')] : [],
  );
}
