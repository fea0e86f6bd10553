import { expect, it } from 'vitest';
import {
  findAttached,
  heldNothingElse,
  withChange,
} from '../../../extension/model/attached-list.ts';

const ACCOUNT = {
  account: 'sender@example.com',
  mode: 'observe',
  observesUntil: '2030-01-01T00:00:00Z',
  revision: 4,
  count: 0,
  expired: 0,
  limit: 10,
  lists: ['office'],
  consistency: 'default',
  failMode: 'default',
  suspended: false,
  createdAt: '2026-01-01T00:00:00Z',
  lastCheckAt: null,
  alerts: 2,
  publishedRevision: 4,
  unpublishedSince: null,
} as const;

const CHANGE = { revision: 5, count: 0, expired: 0, limit: 10 };
const NOTHING = { added: [], updated: [], removed: [], warnings: [] };

it('an account after a change has the lists and the mode of the change, and no pause that has ended', () => {
  const account = { ...ACCOUNT, lists: [...ACCOUNT.lists] };
  const off = withChange(account, { ...CHANGE, ...NOTHING, mode: 'off', lists: [] });
  expect(off).toMatchObject({ mode: 'off', lists: [], revision: 5, alerts: 2 });
  expect(off).not.toHaveProperty('observesUntil');
  const paused = withChange(account, {
    ...CHANGE,
    ...NOTHING,
    mode: 'observe',
    observesUntil: ACCOUNT.observesUntil,
    lists: ['office', 'vpn'],
  });
  expect(paused).toMatchObject({ observesUntil: ACCOUNT.observesUntil, lists: ['office', 'vpn'] });
});

it('an account of an older Worker has no lists to attach or detach', () => {
  expect(findAttached({})).toBeUndefined();
  expect(findAttached({ lists: [] })).toEqual([]);
});

it('an account held nothing before its first list only if it has no entry and no other list now', () => {
  expect(heldNothingElse({ count: 0, lists: ['office'] }, 'office')).toBe(true);
  expect(heldNothingElse({ count: 1, lists: ['office'] }, 'office')).toBe(false);
  expect(heldNothingElse({ count: 0, lists: ['vpn', 'office'] }, 'office')).toBe(false);
});
