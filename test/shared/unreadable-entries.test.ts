/** An entry that can't be read is on the list like any other, but covers no address. */
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/allowlist.ts';
import { addEntries, deleteEntries } from '../../shared/change-allowlist.ts';
import { warningsOf } from '../../shared/change-warnings.ts';
import { entriesCovering } from '../../shared/entry-range.ts';
import { enforcementOf } from '../../shared/exports/enforcement.ts';
import { NO_ADDRESSES } from '../../shared/ip-range.ts';
import { restoreEntries } from '../../shared/restore-allowlist.ts';
import { toWireEntry } from '../../shared/wire.ts';
import {
  addition,
  askList,
  buildEntry,
  buildOrigin,
  expectChange,
  listOf,
  NOW,
} from './build-allowlist.ts';

const unreadable = (id: string): Entry => ({
  ...buildEntry(id, '192.0.2.1'),
  value: 'AS64496',
  format: 'network' as 'address',
  range: NO_ADDRESSES,
  unreadable: true,
});
/** Ranges from near one end of each family to the other end. */
const WIDEST = ['0.0.0.0-254.255.255.255', '::1:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'];

describe('an unreadable entry', () => {
  it.each([[[]], [['192.0.2.7']], [WIDEST]])('beside %j changes no verdict', (texts) => {
    const entries = texts.map((text, index) => buildEntry(`e${index}`, text));
    const lists = [
      listOf([unreadable('u1'), ...entries, unreadable('u2')]),
      listOf(entries),
    ] as const;
    const addresses = ['0.0.0.0', '192.0.2.1', '192.0.2.7', '255.255.255.255', '::', '2001:db8::1'];
    for (const address of [...addresses, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'])
      expect(askList(lists[0], address), address).toEqual(askList(lists[1], address));
  });

  it('R10: keeps the list on, and without it the list is off', () => {
    const list = listOf([unreadable('u1'), buildEntry('e1', '192.0.2.7')]);
    const left = expectChange(deleteEntries(list, ['e1'])).list;
    expect([left.mode, askList(left, '192.0.2.7').reason]).toEqual(['enforce', 'not-listed']);
    expect(expectChange(deleteEntries(left, ['u1'])).list.mode).toBe('off');
  });

  it('is no duplicate of another, and takes its room', () => {
    const list = listOf([unreadable('u1')], { limit: 3 });
    const origin = buildOrigin();
    const both = expectChange(restoreEntries(list, [unreadable('u2')], NOW)).list;
    const full = expectChange(addEntries(both, addition('address', ['192.0.2.1']), origin));
    expect(full.list.entries).toHaveLength(3);
    const over = addEntries(full.list, addition('address', ['192.0.2.2']), origin);
    expect(over).toMatchObject({ ok: false, error: { code: 'limit-reached' } });
  });

  it('covers nothing where its entry on the wire is judged', () => {
    const entry = toWireEntry({ ...unreadable('u1'), value: '192.0.2.1', format: 'address' }, NOW);
    expect(entriesCovering([entry], '192.0.2.1')).toEqual([]);
  });

  it('R6: alone on an enforced list lets nobody send, which is said', () => {
    const list = listOf([unreadable('u1'), buildEntry('e1', '192.0.2.7')]);
    const change = expectChange(deleteEntries(list, ['e1']));
    expect(warningsOf(list, change, undefined, NOW)).toMatchObject([{ code: 'nobody-allowed' }]);
  });

  it('is warned of as nothing but what it is', () => {
    const list = listOf([unreadable('u1'), buildEntry('e1', '192.0.2.7')]);
    const change = expectChange(restoreEntries(list, [unreadable('u2')], NOW));
    expect(warningsOf(list, change, undefined, NOW)).toEqual([]);
  });

  it('is left out of exports, which say so where nothing else is there', () => {
    const source = (entries: Entry[]) => ({
      ...{ account: 'a', revision: 1, suspended: false, list: listOf(entries) },
    });
    const beside = enforcementOf(source([unreadable('u1'), buildEntry('e1', '192.0.2.7')]), NOW);
    expect(beside).toMatchObject({ admits: 'listed', segments: ['192.0.2.7/32'] });
    expect(enforcementOf(source([unreadable('u1')]), NOW)).toEqual({
      admits: 'no-one',
      because: 'No entry that is live can be read: no address may send.',
      segments: [],
      groups: [{ list: null, segments: [] }],
    });
  });

  it('is shown with its value as it is stored, in a format that clients know', () => {
    expect(toWireEntry(unreadable('u1'), NOW)).toMatchObject({
      ...{ id: 'u1', format: 'address', value: 'AS64496', unreadable: true },
    });
    expect(toWireEntry(buildEntry('e1', '192.0.2.7'), NOW)).not.toHaveProperty('unreadable');
  });
});
