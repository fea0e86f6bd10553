import { describe, expect, it } from 'vitest';
import {
  countEntries,
  groupRowsOf,
  keyOfRow,
} from '../../../../extension/components/panel/panel-rows.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { entry } from '../../support/build-list.ts';

const past = { expiresAt: new Date(NOW - 1).toISOString() };
const OFFICE = {
  list: 'office',
  entries: [entry('a', '198.51.100.7'), entry('b', '198.51.100.8', past)],
};
const BACKUP = { list: 'backup', entries: [entry('a', '203.0.113.200', { remark: 'Relay' })] };
const INCLUDED = [OFFICE, BACKUP, { list: 'former', gone: true as const }, { list: 'remote' }];

/** The rows, as a person reads them. */
function rowsFor(query: string, ...opened: string[]) {
  const arrangement = { query, order: 'address', languageTag: 'en' } as const;
  return groupRowsOf(INCLUDED, { ...arrangement, opened: new Set(opened) }, NOW);
}
const read = (rows: ReturnType<typeof rowsFor>) =>
  rows.map((row) =>
    row.kind === 'group' ? `${row.list} ${row.state} ${row.live} ${row.isOpen}` : row.entry.value,
  );

describe('the groups of shared lists', () => {
  it('are folded, in the order in which the account includes them, with their live entries', () => {
    expect(read(rowsFor(''))).toEqual([
      'office read 1 false',
      'backup read 1 false',
      'former gone 0 false',
      'remote unread 0 false',
    ]);
  });

  it('show their entries when they are opened, the expired ones too', () => {
    expect(read(rowsFor('', 'office', 'former')).slice(0, 4)).toEqual([
      'office read 1 true',
      '198.51.100.7',
      '198.51.100.8',
      'backup read 1 false',
    ]);
    expect(countEntries(rowsFor('', 'office', 'backup'))).toBe(3);
  });

  it('open where a search hits, and show what it found', () => {
    expect(read(rowsFor('relay', 'office'))).toEqual(['backup read 1 true', '203.0.113.200']);
    expect(read(rowsFor('198.51.100.0/24'))).toHaveLength(3);
    expect(read(rowsFor('192.0.2.1'))).toEqual([]);
  });

  it('are found by their name', () => {
    expect(read(rowsFor('rem'))).toEqual(['remote unread 0 false']);
  });

  it('tell their rows apart, though two lists have an entry of one id', () => {
    const keys = rowsFor('', 'office', 'backup').map(keyOfRow);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
