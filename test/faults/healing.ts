/** The time after a fault: it passes, alarms ring, and KV gets what the object has. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import { VERIFIED_AFTER_MS } from '../../worker/objects/machinery/outbox.ts';
import { runInside, type Stub } from '../worker/support/faulty-bindings.ts';
import { tablesIn } from '../worker/support/other-tables.ts';

const MAX_ALARMS = 10;

/**
 * Starts the object anew, without its faults. Rings its alarm until the object has seen everything
 * in KV and has told the directory.
 */
export async function heal(stub: Stub): Promise<void> {
  await evictDurableObject(stub);
  for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
    if (await isSettled(stub)) return;
    vi.setSystemTime(Date.now() + VERIFIED_AFTER_MS);
    await runDurableObjectAlarm(stub);
  }
  expect(await isSettled(stub), 'what the object holds was published').toBe(true);
}

/** Lets time pass and rings each alarm that is due, whether it succeeds or not. */
export async function outlast(stub: Stub, milliseconds: number): Promise<void> {
  const until = Date.now() + milliseconds;
  for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
    const at = await runInside(stub, (_object, { storage }) => storage.getAlarm());
    if (at === null || at > until) break;
    vi.setSystemTime(Math.max(at, Date.now()));
    await runDurableObjectAlarm(stub);
  }
  vi.setSystemTime(until);
}

function isSettled(stub: Stub): Promise<boolean> {
  return runInside(stub, (_object, state) => {
    const { sql } = state.storage;
    const query = 'SELECT version, version = verified_version AS settled FROM outbox';
    const { version, settled } = sql.exec<Record<string, number>>(query).one();
    // The directory itself reports to nobody.
    const isAccount = tablesIn(sql).includes('told');
    const told = isAccount ? sql.exec('SELECT version FROM told').one().version : version;
    return settled === 1 && told === version;
  });
}
