import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledList, compileList, findOwner } from '../../shared/compiled-list.ts';
import { decide } from '../../shared/decision.ts';
import { parseValue } from '../../shared/ip-range.ts';
import { crowdedAddress, isIpv4, spell } from './arbitrary-addresses.ts';
import { arbitraryExpiry, arbitraryValue, probesAround, type Value } from './arbitrary-values.ts';

const NOW = 1_000;

interface Term extends Value {
  readonly expiresAt: number | null;
}

const values = fc.array(arbitraryValue, { maxLength: 24 });
const terms = fc.array(
  fc.tuple(arbitraryValue, arbitraryExpiry).map(([value, expiresAt]): Term => {
    return { ...value, expiresAt };
  }),
  { maxLength: 16 },
);
const elsewhere = fc.array(crowdedAddress, { maxLength: 10 });

function compile(entries: readonly (Value & { expiresAt?: number | null })[]) {
  return compileList(
    entries.map(({ format, text, expiresAt = null }) => {
      const parsed = parseValue(format, text);
      if (!parsed.ok) throw new Error(`${text}: ${parsed.error.reason}`);
      return { range: parsed.value.range, expiresAt };
    }),
  );
}

function value(text: string): Value {
  return { format: 'address', text, first: 0n, last: 0n };
}

function wordsOf(address: bigint): Uint32Array {
  return Uint32Array.from([96n, 64n, 32n, 0n], (shift) =>
    Number((address >> shift) & 0xffff_ffffn),
  );
}

/**
 * Asks an enforced list of the entries about an address, and returns the answer and the entry that
 * it names.
 */
function enforce(entries: readonly Term[]) {
  const list = { ...compile(entries), mode: 'enforce', suspended: false } as const;
  return (address: bigint) => {
    const { verdict, reason, entryIndex } = decide(list, wordsOf(address), NOW);
    return { verdict, reason, named: entryIndex === undefined ? undefined : entries[entryIndex] };
  };
}

function nodeBlockList(entries: readonly Value[]): (address: bigint) => boolean {
  const blockList = new BlockList();
  for (const { format, text, first, last } of entries) {
    const family = isIpv4(first) ? 'ipv4' : 'ipv6';
    const [address = '', prefix] = text.split('/');
    if (format === 'address') blockList.addAddress(address, family);
    else if (format === 'segment') blockList.addSubnet(address, Number(prefix), family);
    else blockList.addRange(spell(first), spell(last), family);
  }
  return (address) => blockList.check(spell(address), isIpv4(address) ? 'ipv4' : 'ipv6');
}

interface OwnedInterval {
  readonly first: bigint;
  readonly last: bigint;
  readonly owner: number;
}

/** Reads the intervals from the tables. Two ends in a row of the same entry are one interval. */
function intervalsOf({ ipv4, ipv6, owners }: CompiledList): OwnedInterval[] {
  const mapped = (address: number) => (0xffffn << 32n) | BigInt(address);
  const ends4 = Array.from(ipv4, mapped);
  const ends6 = Array.from({ length: ipv6.length / 4 }, (_, index) =>
    ipv6.subarray(index * 4, index * 4 + 4).reduce((sum, word) => (sum << 32n) | BigInt(word), 0n),
  );
  const intervals: OwnedInterval[] = [];
  [...ends4, ...ends6].forEach((address, index) => {
    const owner = owners[index] ?? -1;
    const previous = intervals.at(-1);
    if (previous?.owner === owner) intervals.splice(-1, 1, { ...previous, last: address });
    else intervals.push({ first: address, last: address, owner });
  });
  return intervals;
}

describe('the compiled list', () => {
  it('R3: lists exactly what node:net does, all formats and both families mixed', () => {
    fc.assert(
      fc.property(values, elsewhere, (entries, others) => {
        const list = compile(entries);
        const listed = nodeBlockList(entries);
        for (const address of [...probesAround(entries), ...others]) {
          const isListed = findOwner(list, wordsOf(address)) !== undefined;
          expect(isListed, spell(address)).toBe(listed(address));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('R13: decides by the live entries alone and names one that covers the address', () => {
    fc.assert(
      fc.property(terms, elsewhere, (entries, others) => {
        const ask = enforce(entries);
        for (const address of [...probesAround(entries), ...others]) {
          const covering = entries.filter(({ first, last }) => first <= address && address <= last);
          const live = covering.filter(({ expiresAt }) => expiresAt === null || expiresAt > NOW);
          const { named, ...answer } = ask(address);
          if (live.length > 0) {
            expect(answer).toEqual({ verdict: 'allow', reason: 'listed' });
            expect(live.some((entry) => entry === named)).toBe(true);
          } else if (covering.length > 0) {
            expect(answer).toEqual({ verdict: 'deny', reason: 'expired' });
            expect(covering.some((entry) => entry === named)).toBe(true);
          } else {
            expect({ ...answer, named }).toEqual({ verdict: 'deny', reason: 'not-listed' });
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('names the entry that stands longest, the earlier on the list among equals', () => {
    fc.assert(
      fc.property(terms, (entries) => {
        const ask = enforce(entries);
        for (const address of probesAround(entries)) {
          const covering = entries.filter(({ first, last }) => first <= address && address <= last);
          const lives = covering.map(({ expiresAt }) => expiresAt ?? Infinity);
          const longest = covering[lives.indexOf(Math.max(...lives))];
          expect(ask(address).named).toBe(longest);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is sorted, disjoint and at most 2n−1 intervals long, each with an owner that covers it', () => {
    fc.assert(
      fc.property(terms, (entries) => {
        const list = compile(entries);
        const table = intervalsOf(list);
        const { owners, expiries } = list;
        expect(table.length).toBeLessThanOrEqual(Math.max(0, 2 * entries.length - 1));
        const isExpiring = entries.some(({ expiresAt }) => expiresAt !== null);
        const ends = table.map(({ first, last }) => (first === last ? 1 : 2));
        expect(owners.length).toBe(ends.reduce((sum, count) => sum + count, 0));
        expect(expiries.length).toBe(isExpiring ? entries.length : 0);
        table.forEach(({ first, last, owner: index }, place) => {
          const following = table[place + 1];
          const ascends =
            following === undefined ||
            isIpv4(first) !== isIpv4(following.first) ||
            last < following.first;
          expect(first <= last && ascends).toBe(true);
          const owner = entries[index];
          expect(owner !== undefined && owner.first <= first && last <= owner.last).toBe(true);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('joins what one entry covers, and nests to the full 2n−1', () => {
    const nested = [10, 9, 8, 7].map((width, index): Term => {
      const [first, last] = [BigInt(100 - width), BigInt(100 + width)];
      const text = `${spell(first)}-${spell(last)}`;
      return { format: 'range', text, first, last, expiresAt: index };
    });
    const owners = intervalsOf(compile(nested)).map(({ owner }) => owner);
    expect(owners).toEqual([0, 1, 2, 3, 2, 1, 0]);
    const reversed = nested.map((term, index) => ({ ...term, expiresAt: 9 - index }));
    expect(compile(reversed).owners).toEqual(Uint32Array.of(0, 0));
  });

  it('that is damaged lets nobody in by an entry that it does not have', () => {
    const list = compile([{ ...value('192.0.2.1'), expiresAt: NOW + 1 }]);
    const address = Uint32Array.of(0, 0, 0xffff, 0xc000_0201);
    const ask = () => decide({ ...list, mode: 'enforce', suspended: false }, address, NOW);
    expect(ask()).toMatchObject({ verdict: 'allow', reason: 'listed' });
    list.owners[0] = 1;
    expect(ask()).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('of no entries lists nothing', () => {
    expect(findOwner(compile([]), wordsOf(0n))).toBeUndefined();
  });

  it('takes 8 bytes an end of IPv4 and 20 of IPv6, and 8 an entry where one expires', () => {
    const sizesOf = (...values: Parameters<typeof compile>[0]) => {
      const { ipv4, ipv6, owners, expiries } = compile(values);
      return [ipv4, ipv6, owners, expiries].map((part) => part.byteLength);
    };
    const [first, second] = [value('192.0.2.1'), value('2001:db8::1')];
    const segment = { ...value('192.0.2.0/24'), format: 'segment' } as const;
    expect(sizesOf(first, second)).toEqual([4, 16, 2 * 4, 0]);
    expect(sizesOf(segment, second)).toEqual([2 * 4, 16, 3 * 4, 0]);
    expect(sizesOf(first, { ...second, expiresAt: 1 })).toEqual([4, 16, 2 * 4, 2 * 8]);
  });

  it('of 10,000 nested entries is made in less than two seconds', () => {
    const nested = Array.from({ length: 10_000 }, (_, index) => ({
      range: { first: BigInt(index), last: 40_000n - BigInt(index) },
      expiresAt: index + 1,
    }));
    const start = performance.now();
    const list = compileList(nested);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(intervalsOf(list).length).toBe(19_999);
  });

  it('of 10,000 segments that differ in their upper half alone is made in less than a second', () => {
    const segments = Array.from({ length: 10_000 }, (_, index) => {
      const first = (0x2001_0db8n << 96n) + (BigInt(index) << 65n);
      return { range: { first, last: first + (1n << 64n) - 1n }, expiresAt: null };
    });
    const start = performance.now();
    const { owners } = compileList(segments);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(owners.length).toBe(2 * 10_000);
  });
});
