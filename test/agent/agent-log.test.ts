import { expect, it } from 'vitest';
import { AgentLog, LINES_A_MINUTE } from '../../agent/agent-log.ts';

it('writes a line an event, in which no value begins a new one', () => {
  const lines: string[] = [];
  const log = new AgentLog(
    (line) => lines.push(line),
    () => 0,
  );
  log.note('refused', { account: 'a\nb "c"', count: 2, isNew: true, none: undefined });
  log.note('ended');
  expect(lines).toEqual(['refused account="a\\nb \\"c\\"" count=2 isNew=true\n', 'ended\n']);
});

it('writes nothing that a terminal acts on, and no value without an end', () => {
  const lines: string[] = [];
  const log = new AgentLog(
    (line) => lines.push(line),
    () => 0,
  );
  log.note('refused', { account: 'a\u009b31m\u001b[2J\u007f\u2028\u202e\u{e0041}é' });
  log.note('refused', { account: 'x'.repeat(60_000) });
  const escaped = 'a\\u009b31m\\u001b[2J\\u007f\\u2028\\u202e\\udb40\\udc41é';
  expect(lines[0]).toBe(`refused account="${escaped}"\n`);
  expect(lines[1]).toBe(`refused account="${'x'.repeat(2_000)}…"\n`);
});

it('leaves out a flood of one event, counts it, and goes on a minute later', () => {
  const clock = { now: 0 };
  const lines: string[] = [];
  const log = new AgentLog(
    (line) => lines.push(line),
    () => clock.now,
  );
  for (let count = 0; count < LINES_A_MINUTE + 5; count++) log.note('refused');
  log.note('ended');
  expect(lines).toHaveLength(LINES_A_MINUTE + 1);
  clock.now = 60_000;
  log.note('refused');
  log.note('refused');
  expect(lines.slice(-2)).toEqual(['refused omitted=5\n', 'refused\n']);
});
