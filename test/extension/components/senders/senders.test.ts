import { describe, expect, it } from 'vitest';
import {
  filterSenders,
  type SenderFilter,
  type SenderOrder,
  searchSenders,
  sortSenders,
} from '../../../../extension/components/senders/arrange-senders.ts';
import { layOutDays } from '../../../../extension/components/senders/day-bars.ts';
import { judgeSenders } from '../../../../extension/components/senders/judge-senders.ts';
import {
  findSuggestions,
  splitSegments,
} from '../../../../extension/components/senders/suggestions.ts';
import type * as api from '../../../../shared/api.ts';
import { addressJudge } from '../../../../shared/judge-address.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const PAST = new Date(NOW - 1).toISOString();

function sender(address: string, more: Partial<api.Sender> = {}): api.Sender {
  return {
    login: null,
    address,
    firstSeenAt: PAST,
    lastSeenAt: PAST,
    allowed: 0,
    refused: 0,
    observed: 0,
    verdict: 'allow',
    entry: null,
    server: { tokenId: 't1', name: 'mx' },
    passwordWasRight: false,
    ...more,
  };
}

const LIST = buildList(
  entry('a', '203.0.113.0/28', { remark: 'Office' }),
  entry('b', '192.0.2.10', { expiresAt: PAST }),
);

const SENDERS = [
  sender('203.0.113.7', { allowed: 9 }),
  sender('192.0.2.10', { allowed: 4, refused: 1 }),
  sender('198.51.100.4', { refused: 7 }),
  sender('198.51.100.8', { allowed: 1, passwordWasRight: true }),
  sender('198.51.100.9', { observed: 2, server: { tokenId: 't2', name: 'Backup' } }),
  sender('198.51.100.201', { allowed: 3, refused: 2, passwordWasRight: true }),
  sender('2001:db8::7', { refused: 1, passwordWasRight: true }),
];

const judged = (mode: api.Allowlist['mode'] = 'enforce', suspended = false) =>
  judgeSenders(SENDERS, addressJudge(LIST.entries), { mode }, suspended, NOW);

describe('senders by the list as it is now', () => {
  it.each([
    ['enforce', ['listed', 'expired', ...Array(5).fill('not-listed')]],
    ['observe', ['listed', ...Array(6).fill('observed')]],
    ['off', Array(7).fill('off')],
  ] as const)('are judged as a mail server would be told: %s', (mode, reasons) => {
    expect(judged(mode).map(({ seen }) => seen.reason)).toEqual(reasons);
  });

  it('are covered by an entry or not, whatever the switches say', () => {
    for (const all of [judged(), judged('observe'), judged('off'), judged('enforce', true)]) {
      expect(all.map(({ isListed }) => isListed)).toEqual([true, ...Array(6).fill(false)]);
    }
  });

  it('are suspect when they were refused after the right password and are not listed since', () => {
    const suspects = judged().filter(({ isSuspect }) => isSuspect);
    expect(suspects.map(({ sender: { address } }) => address)).toEqual([
      '198.51.100.201',
      '2001:db8::7',
    ]);
  });
});

describe('which senders are shown', () => {
  const indices = (some: readonly { readonly sender: api.Sender }[]) =>
    some.map((one) => SENDERS.indexOf(one.sender));

  it.each([
    ['all', [0, 1, 2, 3, 4, 5, 6]],
    ['not-allowed', [1, 2, 3, 4, 5, 6]],
    ['password-right', [3, 5, 6]],
  ] satisfies [SenderFilter, number[]][])('of the filter %s', (filter, found) => {
    expect(indices(filterSenders(judged(), filter))).toEqual(found);
  });

  it('of an observing list those are not allowed whom it would refuse; of one that is off, none', () => {
    expect(filterSenders(judged('observe'), 'not-allowed')).toHaveLength(6);
    expect(filterSenders(judged('off'), 'not-allowed')).toHaveLength(0);
  });

  it.each([
    ['', [0, 1, 2, 3, 4, 5, 6]],
    ['198.51', [2, 3, 4, 5]],
    ['198.51.100.0/29', [2]],
    ['198.51.100.8-198.51.100.9', [3, 4]],
    ['OFFICE', [0]],
    ['203.0.113.0/28', [0]],
    ['backup', [4]],
    ['2001:DB8::/64', [6]],
    ['nothing of the kind', []],
  ])('of the search “%s”', (query, found) => {
    expect(indices(searchSenders(judged(), query))).toEqual(found);
  });

  it.each([
    ['recent', [0, 1, 2, 3, 4, 5, 6]],
    ['checks', [0, 2, 1, 5, 4, 3, 6]],
    ['refused', [2, 5, 1, 6, 0, 3, 4]],
    ['address', [1, 2, 3, 4, 5, 0, 6]],
  ] satisfies [SenderOrder, number[]][])('in the order %s', (order, sorted) => {
    expect(indices(sortSenders(judged(), order))).toEqual(sorted);
  });
});

describe('suggestions', () => {
  it('are for those who were let in and are not listed; suspects stand apart', () => {
    const { entries, suspects, count } = findSuggestions(judged());
    expect(entries.map(({ value }) => value)).toEqual(['192.0.2.10', '198.51.100.8/31']);
    expect(suspects.map(({ sender: { address } }) => address)).toEqual([
      '198.51.100.201',
      '2001:db8::7',
    ]);
    expect(count).toBe(5);
  });

  it('are the same while the list is off, when they are wanted most', () => {
    expect(findSuggestions(judged('off')).entries).toEqual(findSuggestions(judged()).entries);
  });

  it('can be single addresses instead', () => {
    const { entries } = findSuggestions(judged());
    const split = splitSegments(entries, new Set(['198.51.100.8/31']));
    expect(split.map(({ value }) => value)).toEqual(['192.0.2.10', '198.51.100.8', '198.51.100.9']);
    expect(split.every(({ format }) => format === 'address')).toBe(true);
  });
});

describe('the bars of the chart', () => {
  const now = Date.UTC(2030, 0, 31, 23, 59);
  const lay = (...days: api.SenderList['days']) => layOutDays(days, now, 52);

  it('are thirty days, today’s last, also where there were no checks', () => {
    const bars = lay();
    expect(bars).toHaveLength(30);
    expect([bars[0]?.day, bars[29]?.day]).toEqual(['2030-01-02', '2030-01-31']);
    expect(bars.flatMap(({ parts }) => parts)).toEqual([]);
  });

  it('stand on the ground, one part on the other, and fit', () => {
    const [bar] = lay({ day: '2030-01-31', allowed: 1_000_000, observed: 1, refused: 2 }).slice(-1);
    const [allowed, observed, refused] = bar?.parts ?? [];
    expect([allowed?.kind, observed?.kind, refused?.kind]).toEqual([
      'allowed',
      'observed',
      'refused',
    ]);
    expect((allowed?.top ?? 0) + (allowed?.height ?? 0)).toBe(52);
    expect((observed?.top ?? 0) + (observed?.height ?? 0)).toBe(allowed?.top);
    expect((refused?.top ?? 0) + (refused?.height ?? 0)).toBe(observed?.top);
    expect(refused?.top).toBeGreaterThanOrEqual(0);
  });

  it('show one refusal among a million checks', () => {
    const [bar] = lay({ day: '2030-01-31', allowed: 1_000_000, observed: 0, refused: 1 }).slice(-1);
    expect(bar?.parts.find(({ kind }) => kind === 'refused')?.height).toBeGreaterThanOrEqual(3);
  });
});

describe('R19: senders of a domain account', () => {
  const [desk, office] = [{ login: 'desk@example.com' }, { login: 'office@example.com' }];
  const judgeAll = (...senders: api.Sender[]) =>
    judgeSenders(senders, addressJudge(LIST.entries), LIST, false, NOW);

  it('are suggested once for all logins of an address', () => {
    const judged = judgeAll(
      sender('198.51.100.1', { allowed: 2, ...desk }),
      sender('198.51.100.1', { allowed: 1, ...office }),
    );
    const { entries, count } = findSuggestions(judged);
    expect(entries.map(({ value }) => value)).toEqual(['198.51.100.1']);
    expect(count).toBe(1);
  });

  it('are left to a person if one login of the address is suspected', () => {
    const judged = judgeAll(
      sender('198.51.100.1', { allowed: 2, ...desk }),
      sender('198.51.100.1', { refused: 1, passwordWasRight: true, ...office }),
    );
    const { entries, suspects } = findSuggestions(judged);
    expect(entries).toEqual([]);
    expect(suspects.map(({ sender: { login } }) => login)).toEqual([office.login]);
  });

  it('are suggested although another login was refused there for a wrong password', () => {
    const judged = judgeAll(
      sender('198.51.100.1', { allowed: 2, ...desk }),
      sender('198.51.100.1', { refused: 9, ...office }),
    );
    expect(findSuggestions(judged).entries.map(({ value }) => value)).toEqual(['198.51.100.1']);
  });

  it('are found by a part of their login', () => {
    const judged = judgeAll(
      sender('198.51.100.1', { allowed: 2, ...desk }),
      sender('198.51.100.1', { allowed: 1, ...office }),
    );
    expect(searchSenders(judged, 'OFFICE@').map(({ sender: { login } }) => login)).toEqual([
      office.login,
    ]);
  });
});

describe('senders of an account that includes shared lists', () => {
  const missing = sender('198.51.100.9', { observed: 2 });
  const judgedBy = (included: Parameters<typeof addressJudge>[1]) =>
    judgeSenders([missing], addressJudge(LIST.entries, included), LIST, false, NOW);

  it('are listed where a list covers them, which a search finds', () => {
    const judged = judgedBy([{ list: 'office', entries: [entry('o', '198.51.100.0/24')] }]);
    expect(judged[0]).toMatchObject({ isListed: true, seen: { shared: { list: 'office' } } });
    expect(findSuggestions(judged).count).toBe(0);
    expect(searchSenders(judged, '198.51.100.0/24')).toHaveLength(1);
  });

  it('are neither missing nor refused while a list can’t be read that may cover them', () => {
    const judged = judgedBy([{ list: 'office' }]);
    expect(judged[0]).toMatchObject({ isListed: false, isUnsure: true, isSuspect: false });
    expect(findSuggestions(judged)).toMatchObject({ count: 0, entries: [] });
    expect(filterSenders(judged, 'not-allowed')).toEqual([]);
  });
});
