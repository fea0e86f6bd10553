import type { Entry } from '../../shared/api.ts';
import { type AddressRange, sizeOf } from '../../shared/ip-range.ts';
import { hasExpired } from '../../shared/judge-address.ts';
import type { ShownState } from '../model/shown-state.ts';
import { showStatus } from './access-status.ts';
import { wordAddresses } from './addresses.ts';
import { wordFacts } from './series.ts';
import { wordLeft, wordMoment } from './time.ts';
import { wordTokenName } from './token-name.ts';
import { t } from './translate.ts';

const DAY_MS = 86_400_000;

/** Says how long an entry still lasts, or why it lets nobody in. Undefined if it never expires. */
export function showExpiry(entry: Entry, now: number): ShownState | undefined {
  if (entry.unreadable) return showStatus('trouble');
  if (entry.expiresAt === null) return undefined;
  if (hasExpired(entry, now)) return { tone: 'no', sign: '✕', word: t('words.expired') };
  const tone = isNearEnd(entry.createdAt, entry.expiresAt, now) ? 'warn' : 'off';
  return { tone, sign: '◷', word: wordLeft(Date.parse(entry.expiresAt), now) };
}

/** An entry is near its end when a quarter of its term is left, and a week at most. */
function isNearEnd(createdAt: string, expiresAt: string, now: number): boolean {
  const end = Date.parse(expiresAt);
  const quarterMs = (end - Date.parse(createdAt)) / 4;
  return end - now <= Math.min(quarterMs, 7 * DAY_MS);
}

/** `since` is the time of its last use, or of its addition if it was never used. */
export function showUnused(since: string, now: number): ShownState {
  const days = Math.floor((now - Date.parse(since)) / DAY_MS);
  return { tone: 'warn', sign: '◌', word: t('panel.unused', days) };
}

/**
 * Says when an entry last let somebody in. Null: never. Undefined: not known. Of an entry that has expired nobody
 * knows, since its use is forgotten.
 */
export function wordUse(
  entry: Entry,
  lastUsedAt: string | null | undefined,
  now: number,
): string | undefined {
  if (lastUsedAt === undefined) return undefined;
  if (lastUsedAt !== null) return t('panel.used', [wordMoment(lastUsedAt, now)]);
  return entry.unreadable || hasExpired(entry, now) ? undefined : t('panel.neverUsed');
}

/** Returns the remark, the number of addresses, the time of the addition and the name of who made it. */
export function wordEntryNote(entry: Entry, range: AddressRange | undefined, now: number): string {
  const size = range === undefined ? undefined : wordSize(range);
  return wordFacts(entry.remark, size, wordAdded(entry, now));
}

/** Undefined for a single address, whose size is no news. */
export function wordSize(range: AddressRange): string | undefined {
  const size = sizeOf(range);
  return size === 1n ? undefined : wordAddresses(size);
}

function wordAdded({ createdAt, createdBy }: Entry, now: number): string {
  return t('panel.added', [wordMoment(createdAt, now), wordTokenName(createdBy)]);
}

/** Names the entry that covers an address, with its shared list if it is on one. */
export function wordCovering(
  { value }: Pick<Entry, 'value'>,
  shared?: { readonly list: string },
): string {
  return shared === undefined ? value : t('shared.entryIn', [value, shared.list]);
}
