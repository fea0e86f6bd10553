/** `npm run bench:activity`: what a million checks of one account cost its object, in writes and memory. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { simulateChecks } from './simulate-checks.ts';

const LOAD = { checks: 1_000_000, addresses: 10_000, overMs: 3_600_000, startsAt: Date.UTC(2030) };

/** SQLite here, with the little of a Durable Object's interface that the stores use. */
function nodeSql(database: DatabaseSync): SqlStorage {
  const exec = (query: string, ...values: SQLInputValue[]) => {
    if (/CREATE TABLE/.test(query)) {
      database.exec(query);
      return { rowsWritten: 1, toArray: () => [] };
    }
    const statement = database.prepare(query);
    if (!/SELECT|RETURNING/.test(query)) {
      return { rowsWritten: Number(statement.run(...values).changes), toArray: () => [] };
    }
    const rows = statement.all(...values);
    return { rowsWritten: rows.length, toArray: () => rows, one: () => rows[0] };
  };
  return { exec } as unknown as SqlStorage;
}

let now = Date.now();
const realNow = Date.now;
Date.now = () => now;
const heapBefore = usedHeap();
const began = performance.now();
const cost = simulateChecks(nodeSql(new DatabaseSync(':memory:')), LOAD, (time) => {
  now = time;
});
const seconds = (performance.now() - began) / 1000;
Date.now = realNow;

const lines: readonly (readonly [string, string | number])[] = [
  ['checks', LOAD.checks],
  ['addresses', LOAD.addresses],
  ['simulated over', `${LOAD.overMs / 60_000} min`],
  ['reports to the object', cost.reports],
  ['senders in the longest report', cost.mostSenders],
  ['senders kept', cost.senders],
  ['leak alerts', cost.leaks],
  ['rows written', cost.rows],
  ['alarms set', cost.alarms],
  ['writes in all', cost.rows + cost.alarms],
  ['heap grown by', `${((usedHeap() - heapBefore) / 2 ** 20).toFixed(1)} MiB`],
  ['a check', `${((seconds / LOAD.checks) * 1e6).toFixed(2)} µs`],
];
for (const [name, value] of lines) process.stdout.write(`${name.padEnd(32)}${value}\n`);

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
