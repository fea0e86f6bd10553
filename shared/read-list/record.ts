/**
 * The members of one record that say something about its values. A record is an object in JSON, a block, or a
 * row of a table.
 */
import { deny, type FoundPiece, ignore, reject, withoutRows } from './found.ts';
import { joinLabels } from './label.ts';
import { saysOutgoing } from './outgoing.ts';
import { readExpiry } from './read-expiry.ts';
import {
  isNo,
  isOffState,
  isRefusalWord,
  isSwitch,
  isYes,
  normalizeKey,
  refuses,
  roleOf,
  type WordRole,
} from './words.ts';

export interface Members {
  labels: string[];
  off: boolean;
  refused: boolean;
  /** The expiry as the text has it. It is null if none is given. */
  expiry: string | null;
}

export function noMembers(): Members {
  return { labels: [], off: false, refused: false, expiry: null };
}

export function saysNothing({ labels, off, refused, expiry }: Members): boolean {
  return labels.length === 0 && !off && !refused && expiry === null;
}

/** Takes in what a member says about the record. Returns false if it says nothing about it. */
export function addMember(
  members: Members,
  key: string,
  text: string,
  role: WordRole = roleOf(key),
): boolean {
  if (refuses(key) && role !== 'label' && role !== 'expiry') {
    // `blocked: false` is harmless. Any other value may mean a refusal.
    members.refused ||= text.trim() !== '' && !isNo(text);
    return true;
  }
  if (saysOutgoing(key, text)) {
    members.refused = true;
    return true;
  }
  switch (role) {
    case 'label':
      members.labels.push(text);
      return true;
    case 'expiry':
      members.expiry = text;
      return true;
    case 'state':
      if (normalizeKey(key) === 'disabled') members.off ||= !isNo(text) && text.trim() !== '';
      else if (refuses(text)) members.refused = true;
      else members.off ||= isOffState(text);
      return true;
    case 'action':
      members.refused ||= refuses(text);
      return true;
    default:
      if (isSwitch(key) && (isNo(text) || isYes(text))) {
        members.off ||= isNo(text);
        return true;
      }
      // Whatever the member is called, one word says what becomes of the record.
      if (role === 'unknown' && isRefusalWord(text)) {
        members.refused = true;
        return true;
      }
      return false;
  }
}

/**
 * Applies the members of a record to its values. `labelled` tells whether the values are its own, and not those
 * of a record inside it.
 */
export function applyMembers(
  found: readonly FoundPiece[],
  members: Members,
  labelled = true,
): FoundPiece[] {
  if (members.refused) return deny(found);
  if (members.off) return withoutRows(found, (line, token) => ignore(line, token, 'off'));
  const expiresAt = members.expiry === null ? null : readExpiry(members.expiry);
  if (expiresAt === undefined)
    return withoutRows(found, (line, token) => reject(line, token, 'expiry'));
  const label = labelled ? joinLabels(...members.labels) : '';
  if (label === '' && expiresAt === null) return [...found];
  return found.map((each) => {
    if (each.kind !== 'row') return each;
    const remark = joinLabels(label, each.row.remark);
    // If two expiries are given, the one nearer to the value counts.
    return { ...each, row: { ...each.row, remark, expiresAt: each.row.expiresAt ?? expiresAt } };
  });
}
