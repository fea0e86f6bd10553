import { describe, expect, it } from 'vitest';
import type { Allowlist, ListChange } from '../../shared/allowlist.ts';
import {
  addEntries,
  deleteEntries,
  disableAllowlist,
  editEntries,
  importEntries,
  replaceEntries,
  setMode,
} from '../../shared/change-allowlist.ts';
import { type WarningCode, warningsOf } from '../../shared/change-warnings.ts';
import { restoreAllowlist, restoreEntries } from '../../shared/restore-allowlist.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';
import {
  addition,
  buildEntry,
  buildList,
  buildOrigin,
  expectChange,
  listOf,
  NOW,
  OFF_LIST,
} from './build-allowlist.ts';

function tell(before: Allowlist, change: ListChange) {
  return warningsOf(before, change, undefined, NOW);
}

function tellOfAdding(before: Allowlist, format: ValueFormat, ...values: string[]) {
  const change = expectChange(addEntries(before, addition(format, values), buildOrigin()));
  return tell(before, change);
}

const codesOf = (warnings: { code: WarningCode }[]) => warnings.map(({ code }) => code);

/** Ordinary addresses. No special block gives them a warning. */
const ON = buildList('9.9.9.9');
const EXPIRED = buildEntry('x1', '8.8.8.8', { createdAt: NOW - 2, expiresAt: NOW - 1 });

describe('warnings of a change', () => {
  it('are none where there is nothing to tell', () => {
    expect(tellOfAdding(ON, 'address', '8.8.8.8', '2606:4700::1111')).toEqual([]);
  });

  it('R12: allowlist-on: after this only listed addresses can send', () => {
    const [warning, ...more] = tellOfAdding(OFF_LIST, 'address', '8.8.8.8');
    expect(warning?.code).toBe('allowlist-on');
    expect(warning?.message).toMatch(/only listed addresses can send.*every sending host/);
    expect(more).toEqual([]);
  });

  it('R14: allowlist-on, of a list that comes back observing, does not say that it refuses', () => {
    const past = { mode: 'observe' as const, entries: [buildEntry('e1', '8.8.8.8')] };
    const [warning] = tell(OFF_LIST, expectChange(restoreAllowlist(OFF_LIST, past, NOW)));
    expect(warning?.code).toBe('allowlist-on');
    expect(warning?.message).toContain('allowed all the same');
    expect(warning?.message).not.toContain('only listed');
  });

  it('R12: allowlist-on, when an observing list begins to enforce', () => {
    const observing = { ...ON, mode: 'observe' as const };
    const [warning] = tell(observing, expectChange(setMode(observing, 'enforce')));
    expect(warning?.code).toBe('allowlist-on');
    expect(warning?.message).toContain('only listed addresses can send');
  });

  it('R10: allowlist-off: with the last entry deleted any address can send', () => {
    const [warning, ...more] = tell(ON, expectChange(deleteEntries(ON, ['e1'])));
    expect(warning?.code).toBe('allowlist-off');
    expect(warning?.message).toContain('any address can send');
    expect(more).toEqual([]);
  });

  it('R11: allowlist-off: when disabled', () => {
    expect(codesOf(tell(ON, expectChange(disableAllowlist(ON))))).toEqual(['allowlist-off']);
    expect(codesOf(tell(OFF_LIST, expectChange(disableAllowlist(OFF_LIST))))).toEqual([]);
  });

  it('R10: neither on nor off while the list stays on', () => {
    const two = buildList('9.9.9.9', '8.8.8.8');
    expect(tell(two, expectChange(deleteEntries(two, ['e1'])))).toEqual([]);
    const request = addition('address', ['8.8.4.4']);
    expect(tell(ON, expectChange(replaceEntries(ON, ['e1'], request, buildOrigin())))).toEqual([]);
    expect(tell(ON, expectChange(setMode(ON, 'observe')))).toEqual([]);
  });

  it('R6: nobody-allowed: the last live entry goes, and expired ones stay', () => {
    const list = listOf([...ON.entries, EXPIRED]);
    const [warning, ...more] = tell(list, expectChange(deleteEntries(list, ['e1'])));
    expect(warning?.code).toBe('nobody-allowed');
    expect(warning?.message).toMatch(/no live entry .*: nobody can send/i);
    expect(more).toEqual([]);
  });

  it('R6: nobody-allowed: only expired ones are put back, imported or left', () => {
    const past = { mode: 'enforce' as const, entries: [EXPIRED] };
    const on = ['allowlist-on', 'nobody-allowed'];
    const tellCodes = (before: Allowlist, change: ListChange) => codesOf(tell(before, change));
    expect(tellCodes(OFF_LIST, expectChange(restoreEntries(OFF_LIST, [EXPIRED], NOW)))).toEqual(on);
    expect(tellCodes(OFF_LIST, expectChange(restoreAllowlist(OFF_LIST, past, NOW)))).toEqual(on);
    const imported = [{ ...EXPIRED, remark: '' }];
    const change = expectChange(importEntries(OFF_LIST, imported, buildOrigin()));
    expect(tellCodes(OFF_LIST, change)).toEqual(on);
    const edited = expectChange(editEntries(ON, ['e1'], { expiresAt: NOW }, NOW));
    expect(tellCodes(ON, edited)).toEqual(['nobody-allowed']);
    const observing = listOf([EXPIRED], { mode: 'observe' });
    expect(tellCodes(observing, expectChange(setMode(observing, 'enforce')))).toEqual(on);
  });

  it('R6, R14: nobody-allowed is not said where one entry lives, of a list that observes or of one that is off', () => {
    const list = listOf([...ON.entries, EXPIRED]);
    expect(tell(list, expectChange(editEntries(list, ['x1'], { remark: 'x' }, NOW)))).toEqual([]);
    const observing = { ...list, mode: 'observe' as const };
    expect(tell(observing, expectChange(deleteEntries(observing, ['e1'])))).toEqual([]);
    const disabled = expectChange(disableAllowlist(list));
    expect(codesOf(tell(list, disabled))).toEqual(['allowlist-off']);
  });

  it('R13: renewed: names the value and the entry; what is added beside it is not', () => {
    const list = listOf([...ON.entries, EXPIRED]);
    const [warning, ...more] = tellOfAdding(list, 'address', '8.8.4.4', '8.8.8.8');
    expect(warning).toMatchObject({ code: 'renewed', value: '8.8.8.8' });
    expect(warning?.message).toMatch(/8\.8\.8\.8 .*had expired.*\(x1\) was renewed/);
    expect(more).toEqual([]);
    expect(tell(list, expectChange(editEntries(list, ['x1'], { expiresAt: null }, NOW)))).toEqual(
      [],
    );
  });

  it('R13: what is renewed is warned of as what is added', () => {
    const terms = { createdAt: NOW - 2, expiresAt: NOW - 1 };
    const list = listOf([
      buildEntry('e1', '10.0.0.0/8', terms),
      buildEntry('e2', '10.1.0.0/16', terms),
      ...ON.entries.map((entry) => ({ ...entry, id: 'e3' })),
    ]);
    const warnings = tellOfAdding(list, 'segment', '10.9.9.9/8', '10.1.0.0/16');
    expect(warnings.map(({ code, value }) => [code, value])).toEqual([
      ['host-bits-dropped', '10.9.9.9/8'],
      ['renewed', '10.0.0.0/8'],
      ['renewed', '10.1.0.0/16'],
      ['covered', '10.1.0.0/16'],
      ['wide', '10.0.0.0/8'],
      ['special-purpose', '10.0.0.0/8'],
      ['special-purpose', '10.1.0.0/16'],
    ]);
    expect(warnings[0]?.message).toContain('10.0.0.0/8 was renewed');
  });

  it('host-bits-dropped: names the text as sent and what was added', () => {
    const warnings = tellOfAdding(ON, 'segment', '8.8.8.0/24', '8.8.4.7/24', '2606:4700::7/64');
    expect(warnings).toMatchObject([
      { code: 'host-bits-dropped', value: '8.8.4.7/24' },
      { code: 'host-bits-dropped', value: '2606:4700::7/64' },
    ]);
    expect(warnings[0]?.message).toContain('8.8.4.0/24 was added');
  });

  it('covered: names the entry that covers', () => {
    const warnings = tellOfAdding(
      buildList('9.9.9.9', '8.8.8.0/24'),
      'address',
      '8.8.8.8',
      '8.8.4.4',
    );
    expect(warnings).toMatchObject([{ code: 'covered', value: '8.8.8.8' }]);
    expect(warnings[0]?.message).toMatch(/inside 8\.8\.8\.0\/24 \(entry e2\)/);
  });

  it('covered: within one request too, and not of what stood before', () => {
    expect(tellOfAdding(ON, 'segment', '8.8.8.0/24', '8.8.8.0/25')).toMatchObject([
      { code: 'covered', value: '8.8.8.0/25' },
    ]);
    expect(tellOfAdding(ON, 'segment', '9.9.9.0/24')).toEqual([]);
  });

  it('R13: covered: not by an expired entry, which allows nothing', () => {
    const list = listOf([buildEntry('e1', '8.8.8.0/24', { expiresAt: NOW })]);
    expect(tellOfAdding(list, 'address', '8.8.8.8')).toEqual([]);
  });

  it('wide: names the number of addresses', () => {
    const warnings = tellOfAdding(
      ON,
      'segment',
      '8.8.0.0/16',
      '8.0.0.0/15',
      '2600::/32',
      '2600::/31',
    );
    const wide = warnings.filter(({ code }) => code === 'wide');
    expect(wide.map(({ value }) => value)).toEqual(['8.0.0.0/15', '2600::/31']);
    expect(wide[0]?.message).toContain('131,072 addresses');
    expect(wide[1]?.message).toContain('158,456,325,028,528,675,187,087,900,672 addresses');
  });

  it('special-purpose: names the blocks', () => {
    const warnings = tellOfAdding(ON, 'address', '10.0.0.1', '8.8.8.8', '2001:db8::7');
    expect(warnings).toMatchObject([
      { code: 'special-purpose', value: '10.0.0.1' },
      { code: 'special-purpose', value: '2001:db8::7' },
    ]);
    expect(warnings[0]?.message).toContain('private, RFC 1918');
  });
});
