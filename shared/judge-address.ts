/** Judges addresses by a list in the form of the API. Clients use it, because they have the entries at hand. */
import type { Allowlist, Decision, Entry } from './api.ts';
import { compileList } from './compiled-list.ts';
import { decide } from './decision.ts';
import { entriesCovering, findEntryRange } from './entry-range.ts';
import { type Family, readAddress } from './ip-address.ts';

/** An address, and the answer that a mail server would get for it. */
export interface SeenAddress {
  readonly address: string;
  readonly family: Family;
  readonly verdict: 'allow' | 'deny';
  readonly reason: Decision['reason'];
  /** The entry that covers the address, expired or not. */
  readonly entry: Entry | null;
}

/**
 * Decides like `decide` in the Worker. It names the covering entry even if the list is off or the account is
 * suspended.
 */
export function judgeAddress(
  { mode, entries }: Pick<Allowlist, 'mode' | 'entries'>,
  address: string,
  suspended: boolean,
  now: number,
): SeenAddress {
  const judge = addressJudge(entriesCovering(entries, address));
  const { entry } = judge(address, { mode: 'enforce', suspended: false }, now);
  return { ...judge(address, { mode, suspended }, now), entry };
}

/** The settings that come before the entries of a list in a decision. */
export type Switches = Pick<Allowlist, 'mode' | 'suspended'>;

export type AddressJudge = (address: string, switches: Switches, now: number) => SeenAddress;

/**
 * Makes a judge for many addresses: it compiles the entries once, as for the edge. If several entries cover an
 * address, it names the one that lasts longest.
 */
export function addressJudge(entries: readonly Entry[]): AddressJudge {
  const readable = entries.flatMap((entry) => {
    const range = findEntryRange(entry);
    const expiresAt = entry.expiresAt === null ? null : Date.parse(entry.expiresAt);
    return range ? [{ entry, range, expiresAt }] : [];
  });
  const compiled = compileList(readable);
  const words = new Uint32Array(4);
  return (address, { mode, suspended }, now) => {
    readAddress(address, words);
    const { verdict, reason, entryIndex } = decide({ ...compiled, mode, suspended }, words, now);
    const entry = (entryIndex !== undefined && readable[entryIndex]?.entry) || null;
    return { address, family: address.includes(':') ? 6 : 4, verdict, reason, entry };
  };
}

/** Compares with the clock of the caller. The `expired` member of the list is as old as the list itself. */
export function hasExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && Date.parse(entry.expiresAt) <= now;
}
