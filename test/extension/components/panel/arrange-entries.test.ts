import { describe, expect, it } from 'vitest';
import {
  type EntryOrder,
  searchEntries,
  sortEntries,
} from '../../../../extension/components/panel/arrange-entries.ts';
import { findUnused, usesOf } from '../../../../extension/components/panel/entry-uses.ts';
import { entriesCovering } from '../../../../shared/entry-range.ts';
import { entry } from '../../support/build-list.ts';

const at = (day: number) => `2030-01-0${day}T00:00:00.000Z`;

const LIST = [
  entry('a', '203.0.113.10', { remark: 'Mail server', createdAt: at(2), expiresAt: at(9) }),
  entry('b', '198.51.100.0/24', { remark: '', createdAt: at(3) }),
  entry('c', '192.0.2.10-192.0.2.20', { remark: 'Old pool', createdAt: at(1), expiresAt: at(8) }),
  entry('d', '2001:db8:4::/64', {
    remark: 'Équipe 2',
    createdAt: at(4),
    createdBy: { tokenId: 't2', name: 'Grace' },
  }),
];

const found = (query: string) => searchEntries(LIST, query).map(({ id }) => id);
const sorted = (order: EntryOrder) => sortEntries(LIST, order, 'en').map(({ id }) => id);

describe('searching the list', () => {
  it.each([
    ['', ['a', 'b', 'c', 'd']],
    ['   ', ['a', 'b', 'c', 'd']],
    ['203.0.113', ['a']],
    ['MAIL', ['a']],
    ['équipe', ['d']],
    ['grace', ['d']],
    ['nothing of the kind', []],
  ])('finds what says “%s”', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it.each([
    ['198.51.100.4', ['b']],
    [' 198.51.100.4 ', ['b']],
    ['192.0.2.15', ['c']],
    ['192.0.2.21', []],
    ['2001:DB8:4::9', ['d']],
    ['::ffff:198.51.100.4', ['b']],
  ])('finds the entry that covers the address %s', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it.each([
    ['198.51.100.0/25', ['b']],
    ['192.0.2.0/24', ['c']],
    ['192.0.2.20-192.0.2.30', ['c']],
    ['203.0.113.0-203.0.113.9', []],
  ])('finds what shares addresses with %s', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('still shows an entry of a format that only a newer Worker knows', () => {
    const unknown = entry('x', 'something new', { format: 'address' });
    expect(searchEntries([unknown], 'new')).toEqual([unknown]);
    expect(searchEntries([unknown], '203.0.113.10')).toEqual([]);
    const [, last] = sortEntries([unknown, ...LIST.slice(0, 1)], 'address', 'en');
    expect(last).toBe(unknown);
  });
});

describe('the order of the list', () => {
  it('is newest first', () => expect(sorted('newest')).toEqual(['d', 'b', 'a', 'c']));
  it('by address puts numbers in their order, IPv4 first', () =>
    expect(sorted('address')).toEqual(['c', 'b', 'a', 'd']));
  it('by expiry puts what goes first first, and what stays last', () =>
    expect(sorted('expiry')).toEqual(['c', 'a', 'b', 'd']));
  it('by remark puts entries without one last', () =>
    expect(sorted('remark')).toEqual(['d', 'a', 'c', 'b']));
});

describe('the use of entries', () => {
  const used = (id: string, lastUsedAt: string) => ({ id, uses: 3, lastUsedAt });
  const uses = usesOf({ senders: [], days: [], entries: [used('c', at(5)), used('d', at(4))] });
  const now = Date.parse(at(3)) + 30 * 86_400_000;

  it('orders them by how long they have been of none, since they came where they never were', () => {
    expect(sortEntries(LIST, 'idle', 'en', uses).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('marks those of no use for thirty days; what has expired is marked as that', () => {
    const unused = (when: number) => findUnused(LIST, uses, when).map(({ id }) => id);
    expect(unused(now - 1)).toEqual([]);
    expect(unused(now)).toEqual(['b']);
    expect(unused(now + 30 * 86_400_000)).toEqual(['b', 'd']);
  });

  it('marks none while it is not known', () => {
    expect(findUnused(LIST, null, now)).toEqual([]);
  });
});

describe('the entries that cover an address', () => {
  it.each([
    ['198.51.100.77', ['b']],
    ['2001:db8:4::1', ['d']],
    ['192.0.2.21', []],
    ['no address', []],
  ])('of %s are %s', (address, ids) => {
    expect(entriesCovering(LIST, address).map(({ id }) => id)).toEqual(ids);
  });
});
