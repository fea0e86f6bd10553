import { expect, it } from 'vitest';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import { findUnlisted } from '../../../../extension/components/add/own-addresses.ts';
import { buildEntry, NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const OWN = [{ address: '203.0.113.57' }, { address: '2001:db8:4::9' }];
const added = (...texts: string[]) => texts.map((text) => buildEntry('n', text));

it('R18: an own address is named where neither the list nor what is added lets it in', () => {
  const list = readKnownList(buildList(entry('e1', '203.0.113.0/24')));
  expect(findUnlisted(OWN, list, [], NOW)).toEqual(['2001:db8:4::9']);
  expect(findUnlisted(OWN, list, added('2001:db8:4::/64'), NOW)).toEqual([]);
  expect(findUnlisted(OWN, readKnownList(buildList()), added('192.0.2.1'), NOW)).toEqual([
    '203.0.113.57',
    '2001:db8:4::9',
  ]);
});

it('R18: an expired entry lets no own address in', () => {
  const past = { expiresAt: new Date(NOW).toISOString() };
  const list = readKnownList(buildList(entry('e1', '203.0.113.57', past)));
  expect(findUnlisted(OWN.slice(0, 1), list, [], NOW)).toEqual(['203.0.113.57']);
});
