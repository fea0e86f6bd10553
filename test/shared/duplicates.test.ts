import { describe, expect, it } from 'vitest';
import { addEntries } from '../../shared/change-allowlist.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';
import {
  addition,
  buildEntry,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  listOf,
  NOW,
} from './build-allowlist.ts';

describe('a duplicate', () => {
  it.each<[string, ValueFormat, string]>([
    ['203.0.113.7', 'address', '203.0.113.7'],
    ['203.0.113.7', 'address', '::ffff:203.0.113.7'],
    ['203.0.113.7', 'address', '::ffff:cb00:7107'],
    ['203.0.113.7', 'segment', '203.0.113.7/32'],
    ['203.0.113.7', 'range', '203.0.113.7-203.0.113.7'],
    ['203.0.113.7/32', 'address', '203.0.113.7'],
    ['203.0.113.0/24', 'segment', '203.0.113.9/24'],
    ['203.0.113.0/24', 'segment', '::ffff:203.0.113.0/120'],
    ['203.0.113.0/24', 'range', '203.0.113.0-203.0.113.255'],
    ['203.0.113.0-203.0.113.255', 'segment', '203.0.113.0/24'],
    ['2001:db8::7', 'address', '2001:0DB8:0:0:0:0:0:7'],
    ['2001:db8::/64', 'range', '2001:db8::-2001:db8::ffff:ffff:ffff:ffff'],
    ['2001:db8::7-2001:db8::7', 'segment', '2001:db8::7/128'],
  ])('of %s is %s %s: refused, naming the one that stands', (listed, format, text) => {
    const list = buildList('192.0.2.1', listed);
    const request = addition(format, [text]);
    const problem = expectProblem(addEntries(list, request, buildOrigin()));
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.errors).toHaveLength(1);
    const [error] = problem.errors ?? [];
    expect(error?.pointer).toBe('/values/0');
    expect(error?.message).toContain(`${listed}, which is on the list as e2`);
    expect(problem.detail).toBe(error?.message);
  });

  it('inside one request is refused too, and nothing is added', () => {
    const request = addition('address', ['203.0.113.7', '203.0.113.8', '::ffff:203.0.113.7']);
    const problem = expectProblem(addEntries(buildList('192.0.2.1'), request, buildOrigin()));
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/values/2']);
    expect(problem.detail).toContain('203.0.113.7, which is in this request');
  });

  it('is named each time it comes', () => {
    const request = addition('address', ['192.0.2.1', '203.0.113.7', '192.0.2.1', '192.0.2.2']);
    const problem = expectProblem(
      addEntries(buildList('192.0.2.1', '192.0.2.2'), request, buildOrigin()),
    );
    const pointers = problem.errors?.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/values/0', '/values/2', '/values/3']);
  });

  it('R13: of an expired entry is one where it has expired itself', () => {
    const list = listOf([buildEntry('e1', '203.0.113.7', { expiresAt: NOW - 1 })]);
    const request = addition('address', ['203.0.113.7'], { expiresAt: NOW });
    const problem = expectProblem(addEntries(list, request, buildOrigin()));
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.detail).toContain('on the list as e1');
  });

  it.each<[string, ValueFormat, string]>([
    ['203.0.113.0/24', 'segment', '203.0.113.0/25'],
    ['203.0.113.0/24', 'address', '203.0.113.0'],
    ['203.0.113.0/24', 'range', '203.0.113.0-203.0.113.254'],
    ['203.0.113.0/24', 'range', '203.0.113.1-203.0.113.255'],
    ['203.0.113.7', 'segment', '203.0.113.0/24'],
  ])('is not what only overlaps: %s, then %s %s', (listed, format, text) => {
    const request = addition(format, [text]);
    const { list } = expectChange(addEntries(buildList(listed), request, buildOrigin()));
    expect(list.entries).toHaveLength(2);
  });
});
