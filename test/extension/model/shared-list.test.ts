import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addListsPage,
  type FoundLists,
  forgetSharedList,
  keepSharedList,
  soughtIn,
  withChangedLists,
} from '../../../extension/model/shared-list.ts';

const torn = (list: string) => ({ list, unreadable: true }) as const;
const pageOf = (names: readonly string[], total: number) => ({
  lists: names.map(torn),
  cursor: null,
  total,
});
const found = (names: readonly string[], text = '') =>
  addListsPage(null, pageOf(names, names.length), text);
const namesOf = ({ lists }: FoundLists) => lists.map(({ list }) => list);
const listOf = (list: string) => ({
  list,
  limit: 100,
  count: 0,
  expired: 0,
  revision: 1,
  accounts: 0,
  createdAt: '2026-01-01T00:00:00Z',
  publishedRevision: 1,
  unpublishedSince: null,
});

describe('shared lists that are read page by page', () => {
  it('are listed once each, however the pages overlap', () => {
    const pages = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 5 }));
    fc.assert(
      fc.property(pages, (all) => {
        const read = all.reduce<FoundLists>(
          (before, names) => addListsPage(before, pageOf(names, 8), ''),
          found([]),
        );
        expect(new Set(namesOf(read))).toEqual(new Set(all.flat()));
        expect(namesOf(read)).toHaveLength(new Set(all.flat()).size);
      }),
    );
  });

  it('a new one comes first and is counted, unless the search is for others', () => {
    const read = keepSharedList(found(['office', 'vpn']), listOf('warehouse'));
    expect(namesOf(read)).toEqual(['warehouse', 'office', 'vpn']);
    expect(read.total).toBe(3);
    const sought = found(['office'], ' OFF ');
    expect(keepSharedList(sought, listOf('vpn'))).toEqual(sought);
    expect(namesOf(keepSharedList(sought, listOf('office-2')))).toEqual(['office-2', 'office']);
  });

  it('an answer that was asked for before a change does not take the change back', () => {
    const now = withChangedLists(found(['office', 'vpn']), [listOf('vpn'), listOf('elsewhere')]);
    expect(now.lists).toEqual([torn('office'), listOf('vpn')]);
    expect(now.total).toBe(2);
  });

  it('a changed one stays in its place, and a deleted one is counted no more', () => {
    const read = keepSharedList(found(['office', 'vpn']), listOf('vpn'));
    expect(namesOf(read)).toEqual(['office', 'vpn']);
    expect(read.lists[1]).toEqual(listOf('vpn'));
    const left = forgetSharedList(read, 'office');
    expect(namesOf(left)).toEqual(['vpn']);
    expect(left.total).toBe(1);
    expect(forgetSharedList(left, 'gone')).toEqual(left);
  });
});

it('a typed text is looked for in the form that a name has, whatever it holds', () => {
  expect(soughtIn('  VPN\n')).toBe('vpn');
  expect(soughtIn('\ud800')).toBe('\ufffd');
  expect(soughtIn('x'.repeat(100))).toHaveLength(63);
  expect(soughtIn(`${'x'.repeat(62)}😀`).isWellFormed()).toBe(true);
});
