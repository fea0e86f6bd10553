import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { objectsWith } from '../support/faulty-bindings.ts';
import { env, Gate } from '../support/gate.ts';

function madeUp(index: number): string {
  return `sgr_${index.toString(16).padStart(16, '0')}_${'A'.repeat(43)}`;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

it.each(['GET /v1/session', 'GET /v1/accounts', 'GET /v1/check?account=a&address=192.0.2.1'])(
  'made-up relay tokens at %s hardly reach the directory, and a good one is still served',
  async (request) => {
    let calls = 0;
    const gate = new Gate({
      DIRECTORY: objectsWith(env.DIRECTORY, (call) => {
        calls++;
        return call();
      }),
    });
    const relay = await gate.relayToken();
    calls = 0;
    for (let index = 0; index < 60; index++) {
      const answer = await gate.call(request, { token: madeUp(index) });
      expect([401, 429]).toContain(answer.status);
    }
    expect(calls).toBeLessThanOrEqual(6);
    const session = await gate.call<{ role: string }>('GET /v1/session', { token: relay });
    expect(session).toMatchObject({ status: 200, body: { role: 'relay' } });
  },
);

it('failures from one IPv6 /64 add up, whatever address in it they come from', async () => {
  const gate = new Gate();
  const statuses: number[] = [];
  for (let host = 1; host <= 21; host++) {
    const from = `2001:db8:64:1::${host.toString(16)}`;
    statuses.push((await gate.call('GET /v1/session', { from })).status);
  }
  expect(statuses).toEqual([...Array(20).fill(401), 429]);
  expect((await gate.call('GET /v1/session', { from: '2001:db8:64:2::1' })).status).toBe(401);
});
