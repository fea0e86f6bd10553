import { expect, it } from 'vitest';
import { compareLists } from '../../../../extension/components/panel/compare-lists.ts';
import { buildList, entry } from '../../support/build-list.ts';

const first = entry('a', '203.0.113.10', { remark: 'one' });
const second = entry('b', '203.0.113.11');
const third = entry('c', '203.0.113.12');

it('names what came, what went and what was edited between two readings', () => {
  const edited = { ...first, remark: 'two' };
  expect(compareLists(buildList(first, second), buildList(edited, third))).toEqual({
    added: [third],
    removed: [second],
    edited: [edited],
  });
});

it('counts another expiry as edited, and another order as nothing', () => {
  const lasting = buildList(first, second);
  const expiring = { ...second, expiresAt: '2030-01-01T00:00:00.000Z' };
  expect(compareLists(lasting, buildList(expiring, first)).edited).toEqual([expiring]);
  expect(compareLists(lasting, buildList(second, first))).toEqual({
    added: [],
    removed: [],
    edited: [],
  });
});

it('does not count an expiry that merely came', () => {
  const before = entry('a', '203.0.113.10', { expiresAt: '2030-01-01T00:00:00.000Z' });
  const after = { ...before, expired: true };
  expect(compareLists(buildList(before), buildList(after)).edited).toEqual([]);
});
