import type { Entry } from '../../shared/api.ts';
import { expiresSoon } from '../../shared/expiring.ts';
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

/** How long it still lasts, or why it lets nobody in; undefined where it lasts for ever. */
export function showExpiry(entry: Entry, now: number): ShownState | undefined {
  if (entry.unreadable) return showStatus('trouble');
  if (entry.expiresAt === null) return undefined;
  if (hasExpired(entry, now)) return { tone: 'no', sign: '✕', word: t('words.expired') };
  const tone = expiresSoon(entry, now) ? 'warn' : 'off';
  return { tone, sign: '◷', word: wordLeft(Date.parse(entry.expiresAt), now) };
}

/** `since`: when it was last used, or added where it never was. */
export function showUnused(since: string, now: number): ShownState {
  const days = Math.floor((now - Date.parse(since)) / DAY_MS);
  return { tone: 'warn', sign: '◌', word: t('panel.unused', days) };
}

export function wordUsed(lastUsedAt: string, now: number): string {
  return t('panel.used', [wordMoment(lastUsedAt, now)]);
}

/** The remark, how many addresses it covers, when it came and by whom. */
export function wordEntryNote(entry: Entry, range: AddressRange | undefined, now: number): string {
  const size = range === undefined ? undefined : wordSize(range);
  return wordFacts(entry.remark, size, wordAdded(entry, now));
}

/** Undefined for one address, of which there is nothing to say. */
export function wordSize(range: AddressRange): string | undefined {
  const size = sizeOf(range);
  return size === 1n ? undefined : wordAddresses(size);
}

function wordAdded({ createdAt, createdBy }: Entry, now: number): string {
  return t('panel.added', [wordMoment(createdAt, now), wordTokenName(createdBy)]);
}
