import { expect, it } from 'vitest';
import { sortCutOff } from '../../../extension/model/cut-off-senders.ts';
import type { Sender } from '../../../shared/api.ts';

const AT = '2030-01-31T08:00:00.000Z';

const sender = (address: string, login: string | null, more: Partial<Sender> = {}): Sender => ({
  login,
  address,
  firstSeenAt: AT,
  lastSeenAt: AT,
  allowed: 1,
  refused: 0,
  observed: 0,
  verdict: 'allow',
  entry: null,
  server: { tokenId: 't1', name: 'mx' },
  passwordWasRight: true,
  ...more,
});

it('R19: an address of several logins is added once, and not at all if one of them is suspected', () => {
  const cutOff = [
    sender('192.0.2.1', 'desk@example.com'),
    sender('192.0.2.1', 'office@example.com'),
    sender('192.0.2.2', 'desk@example.com'),
    sender('192.0.2.2', 'office@example.com', { refused: 1 }),
    sender('192.0.2.3', null),
  ];
  const { known, suspects } = sortCutOff(cutOff, new Set(['192.0.2.3']));
  expect(known).toEqual(['192.0.2.1']);
  expect(suspects).toEqual([cutOff[3], cutOff[4]]);
});
