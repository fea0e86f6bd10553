import { expect, it } from 'vitest';
import { addRemovalPage } from '../../../extension/model/list-removal.ts';

const lost = [
  {
    address: '192.0.2.1',
    login: null,
    firstSeenAt: '2026-01-01T00:00:00Z',
    lastSeenAt: '2026-01-02T00:00:00Z',
    allowed: 1,
    refused: 0,
    observed: 0,
    verdict: 'allow',
    entry: null,
    server: { tokenId: '0123456789abcdef', name: 'Mail server' },
    passwordWasRight: false,
  },
] as const;
const account = (name: string, effect: object = {}) => ({
  account: name,
  cutOff: [],
  nobodyAllowed: false,
  turnedOff: false,
  ...effect,
});

it('the pages of the accounts make one answer, and each account is named once for its worst', () => {
  const first = addRemovalPage(undefined, {
    accounts: { total: 6 },
    affected: [
      account('off', { turnedOff: true }),
      account('nothing', { nobodyAllowed: true, cutOff: lost }),
    ],
    unreadable: ['torn-1'],
    cursor: 'nothing',
  });
  const both = addRemovalPage(first, {
    accounts: { total: 7 },
    affected: [account('some', { cutOff: lost }), account('let-in')],
    unreadable: ['torn-2'],
    cursor: null,
  });
  expect(both).toMatchObject({
    total: 7,
    turnedOff: ['off'],
    leftWithNothing: ['nothing'],
    unreadable: ['torn-1', 'torn-2'],
  });
  expect(both.cutOff.map(({ account: name }) => name)).toEqual(['some']);
});
