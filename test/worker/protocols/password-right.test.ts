/**
 * A mail server that asks after the login says so. A refusal then means that somebody else knows
 * the password.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const SAID = { 'X-Sendgate-Password-Right': '1' };
const worker = new TestWorker();
let relay: string;

beforeAll(async () => {
  relay = await worker.relayToken();
});

async function enforcing() {
  const account = await TestAccount.create(worker);
  await account.add(LISTED);
  const alerts = async () => {
    const { body } = await account.call<api.AlertPage>('GET', '/alerts');
    return body.alerts.map(({ kind, address }) => [kind, address]);
  };
  return { account, alerts };
}

const queryOf = (account: string) => `account=${encodeURIComponent(account)}&address=${OTHER}`;

describe.each([
  ['POST', (account: string) => ({ request: 'POST /v1/check', body: { account, address: OTHER } })],
  ['GET', (account: string) => ({ request: `GET /v1/check?${queryOf(account)}` })],
])('a refusal by %s /v1/check', (_method, question) => {
  it('after the right password raises the alarm', async () => {
    const { account, alerts } = await enforcing();
    const { request, ...call } = question(account.name);
    await worker.call(request, { token: relay, headers: SAID, ...call });
    expect(await alerts()).toEqual([['leaked-password', OTHER]]);
  });

  it.each([{}, { 'X-Sendgate-Password-Right': '0' }, { 'X-Sendgate-Password-Right': 'true' }])(
    'with the headers %j raises none',
    async (headers) => {
      const { account, alerts } = await enforcing();
      const { request, ...call } = question(account.name);
      await worker.call(request, { token: relay, headers, ...call });
      expect(await alerts()).toEqual([]);
    },
  );

  it('raises none on the word of a token of the account, which checks no password', async () => {
    const { account, alerts } = await enforcing();
    const token = await account.token('checker');
    const { request, ...call } = question(account.name);
    await worker.call(request, { token, headers: SAID, ...call });
    expect(await alerts()).toEqual([]);
  });
});
