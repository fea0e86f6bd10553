import { runDurableObjectAlarm } from 'cloudflare:test';
import { vi } from 'vitest';
import { runInside, type Stub } from './faulty-bindings.ts';

const MAX_ALARMS = 200;

/**
 * Lets time pass for an object, with a faked Date, and rings each alarm that is due. Returns how
 * often one rang.
 */
export async function passTime(stub: Stub, milliseconds: number): Promise<number> {
  const until = Date.now() + milliseconds;
  let rung = 0;
  for (; rung < MAX_ALARMS; rung++) {
    const at = await runInside(stub, (_object, { storage }) => storage.getAlarm());
    if (at === null || at > until) break;
    vi.setSystemTime(Math.max(at, Date.now()));
    await runDurableObjectAlarm(stub as DurableObjectStub);
  }
  vi.setSystemTime(until);
  return rung;
}
