import { describe, expect, it } from 'vitest';
import type { Allowlist, ImportedValue } from '../../shared/allowlist.ts';
import { importEntries } from '../../shared/change-allowlist.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';
import {
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  HOUR,
  NOW,
  OFF_LIST,
  valuesOf,
} from './build-allowlist.ts';

const imported = (
  format: ValueFormat,
  value: string,
  terms: Partial<ImportedValue> = {},
): ImportedValue => ({ format, value, remark: '', expiresAt: null, ...terms });

const importInto = (list: Allowlist, ...values: ImportedValue[]) =>
  importEntries(list, values, buildOrigin());

describe('importing entries', () => {
  it('takes every format in one step, each entry with its own remark and expiry', () => {
    const change = expectChange(
      importInto(
        buildList('192.0.2.1'),
        imported('address', '203.0.113.7', { remark: 'Office' }),
        imported('segment', '2001:db8:1::/48', { expiresAt: NOW + HOUR }),
        imported('range', '198.51.100.1-198.51.100.9'),
      ),
    );
    expect(change.added).toMatchObject([
      { id: 'n1', value: '203.0.113.7', remark: 'Office', expiresAt: null },
      { id: 'n2', value: '2001:db8:1::/48', remark: '', expiresAt: NOW + HOUR },
      { id: 'n3', format: 'range', createdAt: NOW },
    ]);
    expect(valuesOf(change.list)).toHaveLength(4);
    expect(change.removed).toEqual([]);
  });

  it('R6: turns a list that is off on', () => {
    expect(expectChange(importInto(OFF_LIST, imported('address', '203.0.113.7'))).list.mode).toBe(
      'enforce',
    );
  });

  it('R4: is all or nothing: each bad value is named where it stands', () => {
    const problem = expectProblem(
      importInto(
        OFF_LIST,
        imported('address', '203.0.113.7'),
        imported('address', '203.0.113.07'),
        imported('range', '203.0.113.0/24'),
      ),
    );
    expect(problem.code).toBe('invalid-value');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([
      '/entries/1/value',
      '/entries/2/value',
    ]);
  });

  it('refuses what stands on the list, or twice in the import, in whatever format', () => {
    const list = buildList('203.0.113.7');
    const problem = expectProblem(
      importInto(
        list,
        imported('segment', '203.0.113.7/32'),
        imported('address', '198.51.100.1'),
        imported('range', '198.51.100.1-198.51.100.1'),
      ),
    );
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([
      '/entries/0/value',
      '/entries/2/value',
    ]);
  });

  it('R5: holds the limit, and names the room left', () => {
    const problem = expectProblem(
      importInto(
        { ...buildList('192.0.2.1'), limit: 2 },
        imported('address', '192.0.2.2'),
        imported('address', '192.0.2.3'),
      ),
    );
    expect([problem.code, problem.extensions]).toEqual(['limit-reached', { limit: 2, room: 1 }]);
  });

  it('refuses what adds up to a whole family', () => {
    const problem = expectProblem(
      importInto(OFF_LIST, imported('segment', '0.0.0.0/1'), imported('segment', '128.0.0.0/1')),
    );
    expect([problem.code, problem.errors?.[0]?.pointer]).toEqual(['invalid-value', '/entries']);
  });
});
