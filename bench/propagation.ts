/** An add, until a check elsewhere allows its address, while KV there serves only what it had before. */
import type * as api from '../shared/api.ts';
import type { CheckScene } from './check-scene.ts';
import { median } from './rounds.ts';
import type { Workerd } from './workerd.ts';

const ADDS = 250;
const GIVEN_UP_AFTER = 100;
const ACCOUNT = 'growing@example.com';

export interface Propagation {
  readonly adds: number;
  /** Checks until one allowed, of the add that took most. */
  readonly mostChecks: number;
  /** From the add's answer to that of the first check that allows, the median. */
  readonly milliseconds: number;
}

export async function measurePropagation(
  { ports, spreadKv }: Workerd,
  scene: CheckScene,
): Promise<Propagation> {
  await scene.account(ACCOUNT, 10, { limit: 10 + ADDS });
  const isAllowed = async (address: string): Promise<boolean> => {
    const query = new URLSearchParams({ account: ACCOUNT, address });
    const answer = await fetch(`http://127.0.0.1:${ports.elsewhere}/v1/check?${query}`, {
      headers: scene.authorization,
    });
    if (!answer.ok) throw new Error(`a check elsewhere: ${await answer.text()}`);
    return ((await answer.json()) as api.Decision).verdict === 'allow';
  };
  // The other isolate has seen the list as it is now, and KV hears of no later one.
  await spreadKv();
  await isAllowed('203.0.113.1');
  const checks: number[] = [];
  const times: number[] = [];
  for (let add = 1; add <= ADDS; add++) {
    const address = `198.51.100.${add}`;
    await scene.provisioner.list(ACCOUNT, 'address', [address]);
    const addedAt = performance.now();
    let asked = 1;
    while (!(await isAllowed(address)) && asked < GIVEN_UP_AFTER) asked++;
    times.push(performance.now() - addedAt);
    checks.push(asked);
  }
  return { adds: ADDS, mostChecks: Math.max(...checks), milliseconds: median(times) };
}
