/** Everything that a deployment keeps, to compare before and after. */
import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { vi } from 'vitest';
import { REPORTED_EVERY_MS } from '../../worker/objects/account/usage-reporter.ts';
import { VERIFIED_AFTER_MS } from '../../worker/objects/machinery/outbox.ts';
import { directoryOf } from '../../worker/platform/objects.ts';
import { env } from '../worker/support/test-worker.ts';

/**
 * Tables with notes on who asked. Every check and every use of a token writes them, so they show no
 * change.
 */
const OBSERVED = ['activity', 'usage', 'usage_report', 'alerts', 'alert_totals', 'deliveries'];

export interface StateOptions {
  /** Leave out the notes on checks, and the time when a token was last used. */
  readonly withoutObservations?: boolean;
}

/**
 * The times after a change when alarms have work: publishing, looking at what KV kept, and
 * reporting to the directory.
 */
const DUE_AFTER_MS = [1_000, VERIFIED_AFTER_MS, REPORTED_EVERY_MS];

/** Lets all alarms do their work, so that nothing changes by itself any more. */
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
