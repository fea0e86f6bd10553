import { expect, it } from 'vitest';
import { LastGoodMemory } from '../../integrations/postfix/policyd/last-good-memory.mjs';

const MINUTE = 60_000;
const ADA = 'ada@example.test';
const HERE = '192.0.2.7';
const THERE = '198.51.100.7';

function memoryOf(outageMinutes: number, seenMinutes: number): LastGoodMemory {
  return new LastGoodMemory({ outageMs: outageMinutes * MINUTE, seenMs: seenMinutes * MINUTE });
}

it('bridges an outage for a pair that was allowed, and for no other', () => {
  const memory = memoryOf(10, 60);
  memory.note(ADA, HERE, 'allow', 0);
  expect(memory.bridges(ADA, HERE, MINUTE)).toBe(true);
  expect(memory.bridges(ADA, THERE, MINUTE)).toBe(false);
  expect(memory.bridges('bob@example.test', HERE, MINUTE)).toBe(false);
});

it('bridges as long as it was told, counted from the first failure', () => {
  const memory = memoryOf(10, 600);
  memory.note(ADA, HERE, 'allow', 0);
  expect(memory.bridges(ADA, HERE, 100 * MINUTE)).toBe(true);
  expect(memory.bridges(ADA, HERE, 110 * MINUTE - 1)).toBe(true);
  expect(memory.bridges(ADA, HERE, 110 * MINUTE)).toBe(false);
});

it('an answer of Sendgate’s about anyone ends the outage', () => {
  const memory = memoryOf(10, 600);
  memory.note(ADA, HERE, 'allow', 0);
  expect(memory.bridges(ADA, HERE, MINUTE)).toBe(true);
  memory.note('bob@example.test', THERE, 'deny', 9 * MINUTE);
  expect(memory.bridges(ADA, HERE, 20 * MINUTE)).toBe(true);
  expect(memory.bridges(ADA, HERE, 29 * MINUTE)).toBe(true);
});

it('forgets what was allowed longer ago than it was told', () => {
  const memory = memoryOf(10, 60);
  memory.note(ADA, HERE, 'allow', 0);
  expect(memory.bridges(ADA, HERE, 60 * MINUTE)).toBe(true);
  expect(memory.bridges(ADA, HERE, 60 * MINUTE + 1)).toBe(false);
});

it('R9: a refusal is remembered over an earlier allow', () => {
  const memory = memoryOf(10, 60);
  memory.note(ADA, HERE, 'allow', 0);
  memory.note(ADA, HERE, 'deny', MINUTE);
  expect(memory.bridges(ADA, HERE, 2 * MINUTE)).toBe(false);
});

it('is off at 0 minutes', () => {
  const memory = memoryOf(0, 60);
  memory.note(ADA, HERE, 'allow', 0);
  expect(memory.bridges(ADA, HERE, 1)).toBe(false);
});

it('keeps the 50,000 pairs that were allowed last', () => {
  const memory = memoryOf(10, 60);
  for (let number = 0; number <= 50_000; number += 1)
    memory.note(`${number}@example.test`, HERE, 'allow', number);
  expect(memory.bridges('0@example.test', HERE, MINUTE)).toBe(false);
  expect(memory.bridges('1@example.test', HERE, MINUTE)).toBe(true);
  expect(memory.bridges('50000@example.test', HERE, MINUTE)).toBe(true);
});
