/** R20: the union of an account's entries and its lists, against an oracle that looks at each address by itself. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Mode } from '../../shared/allowlist.ts';
import { compileList } from '../../shared/compiled-list.ts';
import { decideUnion, type IncludedList } from '../../shared/decision.ts';
import { NOW } from './build-allowlist.ts';

/** Addresses 0 to 7 of one small world, so that entries often meet. */
const ADDRESSES = 8;
const FIRST = 0xffff_0000_0000n + 0xcb00_7100n;

interface PlainEntry {
  readonly first: number;
  readonly last: number;
  readonly isLive: boolean;
}

const entry: fc.Arbitrary<PlainEntry> = fc
  .record({ one: fc.nat(ADDRESSES - 1), other: fc.nat(ADDRESSES - 1), isLive: fc.boolean() })
  .map(({ one, other, isLive }) => ({
    first: Math.min(one, other),
    last: Math.max(one, other),
    isLive,
  }));
const entries = fc.array(entry, { maxLength: 4 });
const included = fc.oneof(
  fc.record({ state: fc.constant('found' as const), entries }),
  fc.record({ state: fc.constant('gone' as const) }),
  fc.record({ state: fc.constant('unread' as const) }),
);

const account = fc.record({
  mode: fc.constantFrom<Mode>('off', 'observe', 'enforce'),
  suspended: fc.boolean(),
  entries,
});

it('an address is allowed where the account or a list covers it, and never refused by an unread list', () => {
  fc.assert(
    fc.property(
      account,
      fc.array(included, { maxLength: 8 }),
      fc.nat(ADDRESSES - 1),
      (own, lists, address) => {
        const copies = lists.map(
          (list): IncludedList =>
            list.state === 'found' ? { state: 'found', list: compile(list.entries) } : list,
        );
        const decided = decideUnion(
          { ...own, ...compile(own.entries) },
          copies,
          words(address),
          NOW,
        );
        const holders = [own.entries, ...lists.map((list) => entriesOf(list))];
        const covers = (live: boolean) =>
          holders.findIndex((held) =>
            held.some((one) => one.isLive === live && isIn(one, address)),
          );
        const isUnread = lists.some(({ state }) => state === 'unread');
        expect([decided.verdict, decided.reason]).toEqual(
          oracle(own, covers(true) >= 0, covers(false) >= 0, isUnread),
        );
        if (decided.reason === 'listed') {
          const holder = decided.listIndex === undefined ? 0 : decided.listIndex + 1;
          expect(holder).toBe(covers(true));
          expect(isIn(holders[holder]?.[decided.entryIndex ?? -1], address)).toBe(true);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});

function oracle(
  { mode, suspended }: { mode: Mode; suspended: boolean },
  isCovered: boolean,
  hasExpired: boolean,
  isUnread: boolean,
): [string, string] {
  if (suspended) return ['deny', 'suspended'];
  if (mode === 'off') return ['allow', 'off'];
  if (isCovered) return ['allow', 'listed'];
  if (isUnread) return [mode === 'observe' ? 'allow' : 'deny', 'unavailable'];
  if (mode === 'observe') return ['allow', 'observed'];
  return ['deny', hasExpired ? 'expired' : 'not-listed'];
}

function entriesOf(list: { state: string; entries?: PlainEntry[] }): PlainEntry[] {
  return list.state === 'found' ? (list.entries ?? []) : [];
}

function isIn(one: PlainEntry | undefined, address: number): boolean {
  return one !== undefined && one.first <= address && address <= one.last;
}

function compile(listed: readonly PlainEntry[]) {
  return compileList(
    listed.map(({ first, last, isLive }) => ({
      range: { first: FIRST + BigInt(first), last: FIRST + BigInt(last) },
      expiresAt: isLive ? NOW + 1 : NOW,
    })),
  );
}

function words(address: number): Uint32Array {
  return Uint32Array.of(0, 0, 0xffff, 0xcb00_7100 + address);
}
