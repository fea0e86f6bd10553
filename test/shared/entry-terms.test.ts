import { describe, expect, it } from 'vitest';
import type { EntryTerms } from '../../shared/allowlist.ts';
import { givenTerms, hasSameTerms, termsOf } from '../../shared/entry-terms.ts';
import { buildEntry, HOUR, NOW } from './build-allowlist.ts';

const OTHERS: Required<EntryTerms> = { remark: 'Office', expiresAt: NOW + HOUR };
const entry = buildEntry('e1', '192.0.2.1', { remark: 'Mail server', expiresAt: null });

describe('the terms of an entry', () => {
  it.each(Object.keys(OTHERS) as (keyof EntryTerms)[])(
    'are others as soon as %s is another',
    (term) => {
      expect(hasSameTerms(entry, { ...entry })).toBe(true);
      expect(hasSameTerms(entry, { ...entry, [term]: OTHERS[term] })).toBe(false);
    },
  );

  it('are the same whatever else is different', () => {
    const other = buildEntry('e2', '198.51.100.7', {
      remark: 'Mail server',
      createdAt: NOW - HOUR,
    });
    expect(hasSameTerms(entry, other)).toBe(true);
  });

  it('are all that can be edited, and nothing else', () => {
    expect(termsOf({ ...entry, ...OTHERS })).toStrictEqual(OTHERS);
  });

  it('of an edit are those that it gives, and none that only a newer version knows', () => {
    expect(givenTerms({ remark: '' })).toStrictEqual({ remark: '' });
    const newer = { expiresAt: null, colour: 'red' };
    expect(givenTerms(newer)).toStrictEqual({ expiresAt: null });
  });
});
