import { describe, expect, it } from 'vitest';
import {
  findChange,
  findLimit,
  findOwnFailMode,
  isNote,
  NEW_ACCOUNT,
  settingsOf,
} from '../../../../extension/components/operator/account-settings.ts';

describe('an account’s settings as they are typed', () => {
  it.each([
    ['1', 1],
    [' 10 ', 10],
    ['10000', 10_000],
  ])('the limit %s is taken', (typed, limit) => expect(findLimit(typed)).toBe(limit));

  it.each(['', '0', '-1', '1.5', '1e3', '010', '10001', '999999', 'ten', '１０'])(
    'the limit “%s” is none',
    (typed) => expect(findLimit(typed)).toBeUndefined(),
  );

  it('a note has one line of at most 1,000 characters', () => {
    expect(isNote('重要客户')).toBe(true);
    expect(isNote('x'.repeat(1000))).toBe(true);
    expect(isNote('x'.repeat(1001))).toBe(false);
    expect(isNote('two\nlines')).toBe(false);
    expect(isNote('\ud800')).toBe(false);
  });

  it('an account whose note is not told has none, and no change of another setting sends one', () => {
    const account = { limit: 10, consistency: 'default' } as Parameters<typeof settingsOf>[0];
    const before = settingsOf(account);
    expect(before.note).toBe('');
    expect(findChange({ ...before, limit: '20' }, before)).toEqual({ limit: 20 });
  });

  it('a change sends only what differs', () => {
    expect(findChange(NEW_ACCOUNT, NEW_ACCOUNT)).toEqual({});
    expect(findChange({ ...NEW_ACCOUNT, limit: '25' }, NEW_ACCOUNT)).toEqual({ limit: 25 });
    const changed = { consistency: 'strict', failMode: 'open', note: 'VIP' } as const;
    expect(findChange({ ...changed, limit: '10' }, NEW_ACCOUNT)).toEqual(changed);
  });

  it('an account of a Worker before 0.3.0 has no fail mode, and no change sends one', () => {
    const older = { limit: 10, consistency: 'default' } as Parameters<typeof settingsOf>[0];
    expect(findOwnFailMode(older)).toBeUndefined();
    const before = settingsOf(older);
    expect(findChange({ ...before, limit: '20' }, before)).toEqual({ limit: 20 });
    expect(findOwnFailMode({ failMode: 'closed' })).toBe('closed');
  });

  it('nothing is sent while a value is wrong', () => {
    expect(findChange({ ...NEW_ACCOUNT, limit: '0' }, NEW_ACCOUNT)).toBeUndefined();
    expect(findChange({ ...NEW_ACCOUNT, note: '\t' }, NEW_ACCOUNT)).toBeUndefined();
  });
});
