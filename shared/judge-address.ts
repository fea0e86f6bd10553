/** Judges addresses by a list in the form of the API. Clients use it, because they have the entries at hand. */
import type { Allowlist, Decision, Entry } from './api.ts';
import { compileList } from './compiled-list.ts';
import { decideUnion, type IncludedList } from './decision.ts';
import { entriesCovering, findEntryRange } from './entry-range.ts';
import { type Family, readAddress } from './ip-address.ts';

/** An address, and the answer that a mail server would get for it. */
export interface SeenAddress {
  readonly address: string;
  readonly family: Family;
  readonly verdict: 'allow' | 'deny';
  /** `unavailable` if an included list that could not be read may cover the address. */
  readonly reason: Decision['reason'];
  /** The own entry of the account that covers the address, expired or not. */
  readonly entry: Entry | null;
  /** The entry of a shared list that covers the address, if no own entry does. */
  readonly shared?: SharedEntry | undefined;
}

export interface SharedEntry {
  /** The name of the list. */
  readonly list: string;
  readonly entry: Entry;
}

/** A shared list that the account includes (R20). One without entries that is not gone could not be read. */
export interface IncludedEntries {
  /** The name of the list. */
  readonly list: string;
  readonly entries?: readonly Entry[] | undefined;
  /** True if the list was deleted. It covers nothing. */
  readonly gone?: true | undefined;
}

/** A list with the shared lists that it includes. */
export interface JudgedList extends Pick<Allowlist, 'mode' | 'entries'> {
  readonly included?: readonly IncludedEntries[] | undefined;
}

/**
 * Decides like `decideUnion` in the Worker. It names the covering entry even if the list is off or the account is
 * suspended.
 */
export function judgeAddress(
  { mode, entries, included = [] }: JudgedList,
  address: string,
  suspended: boolean,
  now: number,
): SeenAddress {
  const judge = addressJudge(
    entriesCovering(entries, address),
    included.map((one) =>
      one.entries ? { ...one, entries: entriesCovering(one.entries, address) } : one,
    ),
  );
  const { entry, shared } = judge(address, { mode: 'enforce', suspended: false }, now);
  return { ...judge(address, { mode, suspended }, now), entry, shared };
}

/** The settings that come before the entries of a list in a decision. */
export type Switches = Pick<Allowlist, 'mode' | 'suspended'>;

export type AddressJudge = (address: string, switches: Switches, now: number) => SeenAddress;

/**
 * Makes a judge for many addresses: it compiles the entries once, as for the edge. If several entries cover an
 * address, it names the one that lasts longest.
 */
export function addressJudge(
  entries: readonly Entry[],
  included: readonly IncludedEntries[] = [],
): AddressJudge {
  const own = compileEntries(entries);
  const others = included.map(({ entries: those = [] }) => compileEntries(those));
  const copies = included.map((one, index): IncludedList => {
    const list = others[index]?.compiled;
    if (one.gone) return { state: 'gone' };
    return one.entries && list ? { state: 'found', list } : { state: 'unread' };
  });
  const words = new Uint32Array(4);
  return (address, { mode, suspended }, now) => {
    readAddress(address, words);
    const decision = decideUnion({ ...own.compiled, mode, suspended }, copies, words, now);
    const { verdict, reason, entryIndex = -1, listIndex = -1 } = decision;
    const entry = (listIndex < 0 ? own : others[listIndex])?.readable[entryIndex]?.entry ?? null;
    const list = included[listIndex]?.list;
    const family = address.includes(':') ? 6 : 4;
    if (list === undefined || entry === null) return { address, family, verdict, reason, entry };
    return { address, family, verdict, reason, entry: null, shared: { list, entry } };
  };
}

function compileEntries(entries: readonly Entry[]) {
  const readable = entries.flatMap((entry) => {
    const range = findEntryRange(entry);
    const expiresAt = entry.expiresAt === null ? null : Date.parse(entry.expiresAt);
    return range ? [{ entry, range, expiresAt }] : [];
  });
  return { readable, compiled: compileList(readable) };
}

/** Compares with the clock of the caller. The `expired` member of the list is as old as the list itself. */
export function hasExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && Date.parse(entry.expiresAt) <= now;
}
