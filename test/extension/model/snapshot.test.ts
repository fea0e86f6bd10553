import { describe, expect, it } from 'vitest';
import type { KnownAllowlist } from '../../../extension/model/known-list.ts';
import { accessStatusOf, takeSnapshot } from '../../../extension/model/snapshot.ts';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { NOW } from '../../shared/build-allowlist.ts';
import { buildList, entry } from '../support/build-list.ts';

const HERE = '203.0.113.57';
const own = (...ids: string[]) => ids.map((id, index) => ({ id, value: '', addedAt: index }));

describe('the entry to replace', () => {
  const previousOf = (list: api.Allowlist, addresses: string[], ids: string[]) =>
    takeSnapshot(list, addresses, own(...ids), NOW).previous?.id;

  it('is the newest that this browser added, once its address has changed', () => {
    const list = buildList(entry('e1', '198.51.100.21'), entry('e2', '198.51.100.22'));
    expect(previousOf(list, [HERE], ['e1', 'e2'])).toBe('e2');
  });

  it('is none while one that this browser added still covers the address', () => {
    const list = buildList(entry('e1', '198.51.100.21'), entry('e2', HERE));
    expect(previousOf(list, [HERE], ['e1', 'e2'])).toBeUndefined();
  });

  it('is none of those that somebody else added, or that are gone', () => {
    const list = buildList(entry('e1', '198.51.100.21'));
    expect(previousOf(list, [HERE], [])).toBeUndefined();
    expect(previousOf(list, [HERE], ['e9'])).toBeUndefined();
  });

  it('is never of the family whose address is not known now', () => {
    const list = buildList(entry('e1', '2001:db8:4::/64'));
    expect(previousOf(list, [HERE], ['e1'])).toBeUndefined();
    expect(previousOf(list, [HERE, '2001:db8:5::9'], ['e1'])).toBe('e1');
    expect(previousOf(list, [HERE, '2001:db8:4::9'], ['e1'])).toBeUndefined();
  });
});

describe('the status', () => {
  const list = buildList(entry('e1', HERE));
  const status = (of: KnownAllowlist, address = HERE, suspended = false) =>
    accessStatusOf(takeSnapshot({ ...of, suspended }, [address], [], NOW));

  it.each([
    ['allowed', list, HERE],
    ['not-allowed', list, '198.51.100.9'],
    ['observing', { ...list, mode: 'observe' as const }, '198.51.100.9'],
    ['allowed', { ...list, mode: 'observe' as const }, HERE],
    ['off', { ...list, mode: 'off' as const, entries: [], count: 0 }, HERE],
  ])('is %s', (wanted, of, address) => {
    expect(status(of, address)).toBe(wanted);
  });

  it('follows the shared lists that the account includes, as far as they are known', () => {
    const other = '198.51.100.9';
    const office = { list: 'office', entries: [entry('o', other)] };
    expect(status({ ...list, included: [office] }, other)).toBe('allowed');
    expect(status({ ...list, included: [{ list: 'office' }] }, other)).toBe('unsure');
    expect(status({ ...list, included: [{ list: 'office', gone: true }] }, other)).toBe(
      'not-allowed',
    );
    expect(status({ ...list, included: [{ list: 'office' }] }, HERE)).toBe('allowed');
  });

  it('of a shared list is whether it has the address', () => {
    const shared = { ...list, account: listObjectName('office') };
    expect(status(shared)).toBe('on-list');
    expect(status(shared, '198.51.100.9')).toBe('not-on-list');
  });

  it('is suspended whatever the list says', () => {
    expect(status(list, HERE, true)).toBe('suspended');
  });

  it('is trouble when the last try failed, and unknown before the first', () => {
    const known = takeSnapshot(list, [HERE], [], NOW);
    expect(accessStatusOf({ ...known, trouble: { kind: 'offline' } })).toBe('trouble');
    expect(accessStatusOf(null)).toBe('unknown');
  });
});
