/** The members of one record - of JSON, a block, a row of a table - that say something of its values. */
import { deny, type FoundPiece, ignore, reject, withoutRows } from './found.ts';
import { joinLabels } from './label.ts';
import { readExpiry } from './read-expiry.ts';
import {
  isNo,
  isOffState,
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
  /** As the text has it; null while none is given. */
  expiry: string | null;
}

export function noMembers(): Members {
  return { labels: [], off: false, refused: false, expiry: null };
}

export function saysNothing({ labels, off, refused, expiry }: Members): boolean {
  return labels.length === 0 && !off && !refused && expiry === null;
}

/** Takes in what a member says of the record; false where it says nothing of it. */
export function addMember(
  members: Members,
  key: string,
  text: string,
  role: WordRole = roleOf(key),
): boolean {
  if (refuses(key) && role !== 'label' && role !== 'expiry') {
    // `blocked: false` is harmless; whatever else it says, it may be a refusal.
    members.refused ||= text.trim() !== '' && !isNo(text);
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
      return false;
  }
}

/** The values of a record, as its members leave them. `labelled`: whether they are its own, and not those of a record inside. */
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
    // Of two ends, the one that was given nearer to the value stands.
    return { ...each, row: { ...each.row, remark, expiresAt: each.row.expiresAt ?? expiresAt } };
  });
}
