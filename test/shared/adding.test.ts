import { describe, expect, it } from 'vitest';
import { addEntries } from '../../shared/change-allowlist.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';
import {
  addition,
  askList,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  HOUR,
  MANAGER,
  NOW,
  OFF_LIST,
  valuesOf,
} from './build-allowlist.ts';

const add = (list: typeof OFF_LIST, format: ValueFormat, ...values: string[]) =>
  addEntries(list, addition(format, values), buildOrigin());

describe('adding entries', () => {
  it.each<[ValueFormat, string, string, string]>([
    ['address', '203.0.113.7', '203.0.113.7', '203.0.113.8'],
    ['segment', '203.0.113.0/24', '203.0.113.255', '203.0.114.0'],
    ['range', '203.0.113.10-203.0.113.20', '203.0.113.20', '203.0.113.21'],
    ['address', '2001:db8::7', '2001:db8::7', '2001:db8::8'],
    ['segment', '2001:db8::/64', '2001:db8::ffff:ffff:ffff:ffff', '2001:db8:0:1::'],
    ['range', '2001:db8::1-2001:db8::9', '2001:db8::9', '2001:db8::a'],
  ])('R3: three formats: %s %s lists %s, not %s', (format, value, inside, outside) => {
    const { list } = expectChange(add(OFF_LIST, format, value));
    expect(list.entries).toMatchObject([{ format, value }]);
    expect(askList(list, inside)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(askList(list, outside)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('R4: one request adds many values of one format, with one remark and expiry', () => {
    const terms = { remark: 'office', expiresAt: NOW + HOUR };
    const request = addition('address', ['203.0.113.7', '2001:db8::7'], terms);
    const { added, updated, removed, list } = expectChange(
      addEntries(buildList('192.0.2.1'), request, buildOrigin(NOW)),
    );
    const common = { ...terms, format: 'address', createdAt: NOW, createdBy: MANAGER };
    expect(added).toMatchObject([
      { ...common, id: 'n1', value: '203.0.113.7' },
      { ...common, id: 'n2', value: '2001:db8::7' },
    ]);
    expect([updated, removed]).toEqual([[], []]);
    expect(valuesOf(list)).toEqual(['192.0.2.1', '203.0.113.7', '2001:db8::7']);
  });

  it('R4: a value of another format is refused and named by its pointer, and nothing is added', () => {
    const problem = expectProblem(
      add(
        OFF_LIST,
        'address',
        '203.0.113.7',
        '203.0.113.0/24',
        '203.0.113.8',
        '203.0.113.1-203.0.113.9',
      ),
    );
    expect(problem.code).toBe('invalid-value');
    expect(problem.detail).toContain('2 of 4');
    expect(problem.errors).toEqual([
      {
        pointer: '/values/1',
        value: '203.0.113.0/24',
        message: expect.stringContaining('segment'),
      },
      {
        pointer: '/values/3',
        value: '203.0.113.1-203.0.113.9',
        message: expect.stringContaining('range'),
      },
    ]);
    expect(OFF_LIST.entries).toEqual([]);
  });

  it.each<[ValueFormat, string]>([
    ['address', '203.0.113.0/24'],
    ['address', '203.0.113.1-203.0.113.9'],
    ['segment', '203.0.113.7'],
    ['segment', '203.0.113.1-203.0.113.9'],
    ['range', '203.0.113.7'],
    ['range', '203.0.113.0/24'],
  ])('R4: as %s, %s is refused', (format, value) => {
    const { code, errors } = expectProblem(add(OFF_LIST, format, value));
    expect([code, errors?.map(({ pointer }) => pointer)]).toEqual(['invalid-value', ['/values/0']]);
  });

  it('R4: a value that can’t be read is quoted as it was sent', () => {
    const problem = expectProblem(add(OFF_LIST, 'address', '203.0.113.07'));
    expect(problem.errors).toMatchObject([{ pointer: '/values/0', value: '203.0.113.07' }]);
  });

  it('R6: the first entry turns the list on', () => {
    expect(askList(OFF_LIST, '198.51.100.1')).toMatchObject({ verdict: 'allow', reason: 'off' });
    const { list } = expectChange(add(OFF_LIST, 'address', '203.0.113.7'));
    expect(list.mode).toBe('enforce');
    expect(askList(list, '198.51.100.1')).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('R6: to add nothing leaves the list off', () => {
    expect(expectChange(add(OFF_LIST, 'address')).list.mode).toBe('off');
  });

  it.each<[ValueFormat, string[], string[]]>([
    ['segment', ['0.0.0.0/1'], ['128.0.0.0/1']],
    ['segment', [], ['0.0.0.0/1', '128.0.0.0/1']],
    ['range', ['255.255.255.255'], ['0.0.0.0-255.255.255.254']],
    ['range', ['::-::fffe:ffff:ffff'], ['::1:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
  ])('what adds up to a whole family is refused: %s to %j, %j', (format, listed, values) => {
    const problem = expectProblem(add(buildList(...listed), format, ...values));
    expect([problem.code, problem.errors?.[0]?.pointer]).toEqual(['invalid-value', '/values']);
    expect(problem.detail).toContain('disable the allowlist instead');
  });
});
