/** Measures what a million checks of one account cost its object, in writes and memory. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { MAX_SENDERS } from '../shared/activity.ts';
import type { Bench } from './figure.ts';
import { simulateChecks } from './simulate-checks.ts';

const LOAD = { checks: 1_000_000, addresses: 10_000, overMs: 3_600_000, startsAt: Date.UTC(2030) };

/** SQLite of Node, with the small part of a Durable Object's interface that the stores use. */
function nodeSql(database: DatabaseSync): SqlStorage {
  const exec = (query: string, ...values: SQLInputValue[]) => {
    if (/CREATE TABLE|ALTER TABLE/.test(query)) {
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

export const activity: Bench = {
  title: 'A million checks of one account, and what its object writes',
  method: `The isolate’s recorder and the object’s stores, in this process over SQLite: ${LOAD.checks.toLocaleString('en')} checks from ${LOAD.addresses.toLocaleString('en')} addresses within an hour of a clock of their own.`,
  async measure() {
    const realNow = Date.now;
    let now = LOAD.startsAt;
    Date.now = () => now;
    try {
      const heapBefore = usedHeap();
      const began = performance.now();
      const cost = await simulateChecks(nodeSql(new DatabaseSync(':memory:')), LOAD, (time) => {
        now = time;
      });
      const seconds = (performance.now() - began) / 1000;
      const heapGrowth = (usedHeap() - heapBefore) / 2 ** 20;
      return [
        { what: 'writes in all', value: cost.rows + cost.alarms, unit: '', atMost: 2_000 },
        { what: 'of them rows', value: cost.rows, unit: '' },
        { what: 'of them alarms', value: cost.alarms, unit: '' },
        { what: 'reports to the object', value: cost.reports, unit: '' },
        {
          what: 'senders in the longest report',
          value: cost.mostSenders,
          unit: '',
          atMost: MAX_SENDERS,
        },
        { what: 'senders kept', value: cost.senders, unit: '', atMost: MAX_SENDERS },
        { what: 'leak alerts', value: cost.leaks, unit: '' },
        { what: 'heap grown by', value: heapGrowth, unit: 'MiB' },
        { what: 'a check', value: (seconds / LOAD.checks) * 1e6, unit: 'µs' },
      ];
    } finally {
      Date.now = realNow;
    }
  },
};

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
