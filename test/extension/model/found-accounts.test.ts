import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_ACCOUNTS } from '../../../extension/model/account-search.ts';
import {
  addPage,
  type FoundAccounts,
  forgetAccount,
  keepAccount,
  withChanged,
} from '../../../extension/model/found-accounts.ts';

const torn = (name: string) => ({ account: name, unreadable: true }) as const;
const namesOf = ({ accounts }: FoundAccounts) => accounts.map(({ account }) => account);
const pageOf = (names: readonly string[], total?: number) => ({
  accounts: names.map(torn),
  cursor: 'next',
  total,
});

const found = (names: readonly string[], search = ALL_ACCOUNTS) =>
  addPage(null, pageOf(names, names.length), search);

describe('accounts that are read page by page', () => {
  it('are listed once each, however the pages overlap', () => {
    const pages = fc.array(fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 5 }));
    fc.assert(
      fc.property(pages, (all) => {
        const read = all
          .map((names) => [...new Set(names)])
          .reduce<FoundAccounts>(
            (before, names) => addPage(before, pageOf(names, 8), ALL_ACCOUNTS),
            found([]),
          );
        expect(namesOf(read).toSorted()).toEqual([...new Set(all.flat())].toSorted());
      }),
    );
  });

  it('a changed one stays at its place, and a new one comes first', () => {
    const changed = keepAccount(found(['a', 'b', 'c']), torn('b'));
    expect(namesOf(changed)).toEqual(['a', 'b', 'c']);
    expect(changed.total).toBe(3);
    const grown = keepAccount(changed, torn('d'));
    expect(namesOf(grown)).toEqual(['d', 'a', 'b', 'c']);
    expect(grown.total).toBe(4);
  });

  it('a new one that is not looked for is not listed', () => {
    const search = { ...ALL_ACCOUNTS, text: 'a' };
    expect(namesOf(keepAccount(found(['a'], search), torn('b')))).toEqual(['a']);
  });

  it('a deleted one is gone, and is counted no more', () => {
    const left = forgetAccount(found(['a', 'b']), 'a');
    expect(namesOf(left)).toEqual(['b']);
    expect(left.total).toBe(1);
    expect(forgetAccount(left, 'a')).toEqual(left);
  });

  it('an answer that was asked for before a change does not take the change back', () => {
    const older = found(['a', 'b']);
    const changed = { account: 'b', unreadable: true, isNew: true } as const;
    const now = withChanged(older, [torn('b'), changed, torn('elsewhere')]);
    expect(now.accounts).toEqual([torn('a'), changed]);
    expect(now.total).toBe(2);
  });
});
