/** All that a deployment keeps: to be compared before and after. */
import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { vi } from 'vitest';
import { REPORTED_EVERY_MS } from '../../worker/objects/account/usage-reporter.ts';
import { VERIFIED_AFTER_MS } from '../../worker/objects/machinery/outbox.ts';
import { directoryOf } from '../../worker/platform/objects.ts';
import { env } from '../worker/support/test-worker.ts';

/** What is written of who asked, as it is of every check and every use of a token: no change of anything. */
const OBSERVED = ['activity', 'usage', 'usage_report', 'alerts', 'alert_totals', 'deliveries'];

export interface StateOptions {
  /** Leave out what is noted of checks, and when a token was used. */
  readonly withoutObservations?: boolean;
}

/** When the duties of alarms are due that follow a change: publishing, looking what KV kept, and the word to the directory. */
const DUE_AFTER_MS = [1_000, VERIFIED_AFTER_MS, REPORTED_EVERY_MS];

/** Lets them all be done, so that nothing changes any more by itself. */
export async function settle(): Promise<void> {
  let now = Date.now();
  for (const time of DUE_AFTER_MS) {
    now += time;
    vi.useFakeTimers({ toFake: ['Date'], now });
    for (const id of await listDurableObjectIds(env.ACCOUNTS)) {
      await runDurableObjectAlarm(env.ACCOUNTS.get(id));
    }
    await runDurableObjectAlarm(directoryOf(env));
  }
  vi.useRealTimers();
}

export async function stateOf(options: StateOptions = {}): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const id of await listDurableObjectIds(env.ACCOUNTS)) {
    state[`account ${id}`] = await tablesOf(env.ACCOUNTS.get(id), options);
  }
  state.directory = await tablesOf(directoryOf(env), options);
  if (options.withoutObservations) return state;
  const { keys } = await env.REPLICA.list();
  for (const { name } of keys) {
    const value = await env.REPLICA.get(name, 'arrayBuffer');
    state[`KV ${name}`] = new Uint8Array(value ?? new ArrayBuffer()).join();
  }
  return state;
}

export async function stateOfAccount(name: string): Promise<string> {
  return tablesOf(env.ACCOUNTS.getByName(name), { withoutObservations: true });
}

function tablesOf(stub: DurableObjectStub, { withoutObservations }: StateOptions): Promise<string> {
  return runInDurableObject(stub, (_object, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .toArray()
      .filter(({ name }) => !name.startsWith('_cf') && !name.startsWith('sqlite_'))
      .filter(({ name }) => !withoutObservations || !OBSERVED.includes(name));
    return tables
      .map(({ name }) => {
        const rows = storage.sql.exec(`SELECT * FROM ${name}`).toArray();
        return `${name} ${JSON.stringify(rows, (key, value) => (withoutObservations && key === 'last_used_at' ? null : value))}`;
      })
      .join('\n');
  });
}
