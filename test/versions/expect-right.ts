/**
 * Expects the right checks in a scene, through isolates of one version: for every list and address,
 * and for good and revoked tokens.
 */
import { expect } from 'vitest';
import { ADDRESSES, ALWAYS_LISTED, CASES } from './cases.ts';
import type { Version } from './deployment.ts';
import { accountOf, type Scene } from './scene.ts';
import type { ReleaseAnswer } from './worker-in-miniflare.ts';

const LETTING_IN = ['listed', 'off', 'observed'];
/**
 * While the objects are out of reach, only KV can answer. On a busy machine it may be later than a
 * check waits for it.
 */
const ATTEMPTS_AT_KV = 10;

export async function expectRight(
  scene: Scene,
  through: Version,
  { outOfReach = false } = {},
): Promise<void> {
  async function ask(account: string, address: string, token?: string): Promise<ReleaseAnswer> {
    for (let attempt = 1; ; attempt++) {
      const question = { account, address };
      const answer = await scene.deployment.call(through, 'POST /v1/check', question, token);
      const isLast = !outOfReach || attempt === ATTEMPTS_AT_KV;
      if (isLast || answer.body.reason !== 'unavailable') return answer;
    }
  }

  const told: Record<string, readonly string[]> = {};
  // The accounts come one after the other: a check waits only a second for an object to begin anew,
  // and a busy machine is slow.
  for (const { name } of CASES)
    told[name] = await Promise.all(
      ADDRESSES.map(async (address) =>
        tell(address, await ask(accountOf(name), address, scene.relay?.token)),
      ),
    );
  expect(told).toEqual(expected(scene, outOfReach));

  const own = await ask(scene.holder, ALWAYS_LISTED, scene.checker?.token);
  expect(tell(ALWAYS_LISTED, own)).toBe(line(ALWAYS_LISTED, 'listed'));
  for (const token of scene.revoked)
    expect((await ask(scene.holder, ALWAYS_LISTED, token)).status).toBe(401);
}

/** KV can't decide for a strict list: without its object, the fail mode decides. */
function expected({ phase }: Scene, outOfReach: boolean) {
  const lines = CASES.map(({ name, isStrict, phases }) => {
    const { reasons } = phases[phase] ?? phases[2];
    const reasonAt = (at: number) => (isStrict && outOfReach ? 'unavailable' : reasons[at]);
    return [name, ADDRESSES.map((address, at) => line(address, reasonAt(at)))];
  });
  return Object.fromEntries(lines);
}

function tell(address: string, { status, body }: ReleaseAnswer): string {
  return status === 200
    ? `${address}: ${body.verdict}, ${body.reason}`
    : `${address}: ${status} ${JSON.stringify(body)}`;
}

function line(address: string, reason: string | undefined): string {
  return `${address}: ${LETTING_IN.includes(reason ?? '') ? 'allow' : 'deny'}, ${reason}`;
}
