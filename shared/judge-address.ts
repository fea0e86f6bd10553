/** What a list as it is on the wire says of an address: for clients, which have the entries at hand. */
import type { Allowlist, Decision, Entry } from './api.ts';
import { compileList } from './compiled-list.ts';
import { decide } from './decision.ts';
import { entriesCovering, findEntryRange } from './entry-range.ts';
import { type Family, readAddress } from './ip-address.ts';

/** An address, and what a mail server would be told of it. */
export interface SeenAddress {
  readonly address: string;
  readonly family: Family;
  readonly verdict: 'allow' | 'deny';
  readonly reason: Decision['reason'];
  /** The entry that covers it, expired or not. */
  readonly entry: Entry | null;
}

/** As `decide` does for the Worker; the entry that lets it in is named where the list is not asked, too. */
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

/** What is over the entries of a list. */
export type Switches = Pick<Allowlist, 'mode' | 'suspended'>;

export type AddressJudge = (address: string, switches: Switches, now: number) => SeenAddress;

/** For many addresses: the entries are made ready once, as for the edge. Of those that cover one, it names the longest-lived. */
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

/** By the clock of who asks; the list itself says `expired` as of when it was read. */
export function hasExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && Date.parse(entry.expiresAt) <= now;
}
