import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SENDERS, mergeSenders, type Sender, SenderBook } from '../../shared/activity.ts';

const seen = (address: string, at: number, terms: Partial<Sender> = {}): Sender => ({
  address,
  firstSeenAt: at,
  lastSeenAt: at,
  allowed: 1,
  refused: 0,
  observed: 0,
  entryId: null,
  serverId: 't1',
  passwordWasRight: false,
  ...terms,
});
const refused = (address: string, at: number) => seen(address, at, { allowed: 0, refused: 1 });
const addressOf = (index: number) => `2001:db8::${index.toString(16)}`;

const sighting = fc.record({
  at: fc.nat(1_000),
  allowed: fc.nat(5),
  refused: fc.nat(5),
  observed: fc.nat(5),
  entryId: fc.constantFrom(null, 'e1', 'e2'),
  passwordWasRight: fc.boolean(),
});

describe('sightings of one address', () => {
  it('add up the same in whatever portions they are reported', () => {
    fc.assert(
      fc.property(fc.array(sighting, { minLength: 1, maxLength: 12 }), fc.nat(11), (all, cut) => {
        const sightings = all
          .toSorted((left, right) => left.at - right.at)
          .map(({ at, ...terms }) => seen('192.0.2.1', at, terms));
        const merge = (some: Sender[]) => some.reduce(mergeSenders);
        const at = Math.min(cut, sightings.length - 1);
        const parts = [sightings.slice(0, at), sightings.slice(at)].filter(({ length }) => length);
        expect(merge(parts.map(merge))).toEqual(merge(sightings));
      }),
    );
  });

  it('remember a right password, and the entry that let it in last', () => {
    const merged = mergeSenders(
      seen('192.0.2.1', 1, { entryId: 'e1', passwordWasRight: true }),
      refused('192.0.2.1', 2),
    );
    expect(merged).toMatchObject({
      firstSeenAt: 1,
      lastSeenAt: 2,
      allowed: 1,
      refused: 1,
      entryId: 'e1',
      passwordWasRight: true,
    });
  });
});

describe('the book of senders', () => {
  it('lists each address once, the most recently seen first', () => {
    const book = new SenderBook([seen('192.0.2.1', 1), seen('192.0.2.2', 2)]);
    book.add(seen('192.0.2.1', 3));
    expect(book.list().map(({ address, allowed }) => [address, allowed])).toEqual([
      ['192.0.2.1', 2],
      ['192.0.2.2', 1],
    ]);
  });

  it('holds 1,000, the oldest goes out', () => {
    const book = new SenderBook();
    for (let index = 0; index <= MAX_SENDERS; index++) book.add(seen(addressOf(index), index));
    expect(book.size).toBe(MAX_SENDERS);
    expect(book.has({ address: addressOf(0) })).toBe(false);
    expect(book.has({ address: addressOf(1) })).toBe(true);
  });

  it('R19: has each login and address of a domain account once, 1,000 pairs at most', () => {
    const [desk, office] = [{ login: 'desk@example.com' }, { login: 'office@example.com' }];
    const book = new SenderBook([
      seen('192.0.2.1', 1),
      seen('192.0.2.1', 2, desk),
      seen('192.0.2.1', 3, office),
      seen('192.0.2.1', 4, desk),
    ]);
    expect(book.list().map(({ login, allowed }) => [login, allowed])).toEqual([
      [desk.login, 2],
      [office.login, 1],
      [undefined, 1],
    ]);
    expect(book.has({ address: '192.0.2.1', ...office })).toBe(true);
    expect(book.has({ address: '192.0.2.2', ...office })).toBe(false);
    for (let index = 0; index < 2 * MAX_SENDERS; index++)
      book.add(seen('192.0.2.1', 5 + index, { login: `login-${index}@example.com` }));
    expect(book.size).toBe(MAX_SENDERS);
  });

  it('keeps who was let in through a flood of strangers', () => {
    const book = new SenderBook();
    for (let index = 0; index < 400; index++) book.add(seen(addressOf(index), index));
    for (let index = 0; index < 10_000; index++) {
      book.add(refused(addressOf(0x10000 + index), 1_000 + index));
    }
    expect(book.size).toBeLessThanOrEqual(MAX_SENDERS);
    const kept = book.list().filter(({ allowed }) => allowed > 0);
    expect(kept).toHaveLength(400);
  });

  it('takes a stranger that is let in for known', () => {
    const book = new SenderBook([refused('192.0.2.1', 1)]);
    book.add(seen('192.0.2.1', 2));
    for (let index = 0; index < MAX_SENDERS; index++) book.add(refused(addressOf(index), 3));
    expect(book.has({ address: '192.0.2.1' })).toBe(true);
  });

  it('forgets what is older than asked for', () => {
    const book = new SenderBook([
      seen('192.0.2.1', 10),
      refused('192.0.2.2', 11),
      seen('192.0.2.3', 12),
    ]);
    book.forgetBefore(12);
    expect(book.list().map(({ address }) => address)).toEqual(['192.0.2.3']);
  });
});
