import { describe, expect, it } from 'vitest';
import type { Allowlist, ListChange } from '../../shared/allowlist.ts';
import {
  addEntries,
  deleteEntries,
  disableAllowlist,
  editEntries,
} from '../../shared/change-allowlist.ts';
import { warningsOf } from '../../shared/change-warnings.ts';
import {
  addition,
  buildEntry,
  buildOrigin,
  expectChange,
  HOUR,
  listOf,
  NOW,
  OFF_LIST,
} from './build-allowlist.ts';

function tell(before: Allowlist, change: ListChange, caller?: string) {
  return warningsOf(before, change, caller, NOW);
}

describe('own-address-not-listed', () => {
  const list = listOf([
    buildEntry('e1', '8.8.8.0/24'),
    buildEntry('e2', '2606:4700::1111', { expiresAt: NOW - HOUR }),
    buildEntry('e3', '1.1.1.1'),
  ]);
  const told = [{ code: 'own-address-not-listed', value: '8.8.8.8' }];

  it('R18: whoever removes the entry that covers their own address is told', () => {
    const change = expectChange(deleteEntries(list, ['e1']));
    expect(tell(list, change, '8.8.8.8')).toMatchObject(told);
    expect(tell(list, change, '::ffff:8.8.8.8')).toMatchObject(told);
  });

  it('R18: whoever turns the list on without their own address is told', () => {
    const request = addition('address', ['9.9.9.9']);
    const change = expectChange(addEntries(OFF_LIST, request, buildOrigin()));
    expect(tell(OFF_LIST, change, '8.8.8.8')).toMatchObject([{ code: 'allowlist-on' }, ...told]);
  });

  it('R18: an expired entry does not cover it', () => {
    const change = expectChange(editEntries(list, ['e1'], { remark: 'x' }, NOW));
    expect(tell(list, change, '2606:4700::1111')).toMatchObject([
      { code: 'own-address-not-listed', value: '2606:4700::1111' },
    ]);
  });

  it('R18: not told where it is listed, the list is off, or the address is not known', () => {
    const request = addition('address', ['9.9.9.9']);
    const added = expectChange(addEntries(list, request, buildOrigin()));
    expect(tell(list, added, '8.8.8.8')).toEqual([]);
    expect(tell(list, added, '9.9.9.9')).toEqual([]);
    expect(tell(list, expectChange(deleteEntries(list, ['e1'])))).toEqual([]);
    const disabled = tell(list, expectChange(disableAllowlist(list)), '8.8.8.8');
    expect(disabled).toMatchObject([{ code: 'allowlist-off' }]);
  });
});
