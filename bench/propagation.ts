/**
 * Measures the time from an add until a check in another place allows the address. KV there still has only the
 * older list.
 */
import type * as api from '../shared/api.ts';
import type { CheckScene } from './check-scene.ts';
import { median } from './rounds.ts';
import type { Workerd } from './workerd.ts';

const ADDS = 250;
const GIVEN_UP_AFTER = 100;
const ACCOUNT = 'growing@example.com';

export interface Propagation {
  readonly adds: number;
  /** The number of checks until one was allowed, for the slowest add. */
  readonly mostChecks: number;
  /** The median time from the answer to the add to the answer to the first allowed check. */
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
  // The other isolate has seen the current list. From now on its KV gets no newer one.
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
