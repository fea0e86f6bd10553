import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
let relay: string;

beforeAll(async () => {
  relay = await worker.relayToken();
});

async function ask(account: string, address: string, at = worker) {
  const call = { token: relay, body: { account, address } };
  const answer = await at.call<api.Decision>('POST /v1/check', call);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

describe('R2: an account that was not provisioned', () => {
  it.each([
    ['deny', new TestWorker({ UNKNOWN_ACCOUNTS: 'deny' })],
    ['allow', new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' })],
    ['deny', new TestWorker(Object.fromEntries([['UNKNOWN_ACCOUNTS', undefined]]))],
  ])('gets %s, as the deployment says, by default deny', async (verdict, at) => {
    const gone = await TestAccount.create(at);
    await gone.add('198.51.100.7');
    await at.operator(`DELETE ${gone.path()}`);
    for (const account of ['nobody@example.com', gone.name]) {
      expect(await ask(account, '198.51.100.7', at)).toEqual({
        verdict,
        reason: 'unknown-account',
        mode: null,
        account,
        decidedBy: null,
        address: '198.51.100.7',
        entry: null,
        revision: null,
      });
    }
  });

  it('R2: no other spelling of a login is a way round its list', async () => {
    const open = new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' });
    const account = 'Jos\u00e9.Spelt@Example.com';
    await open.operator('POST /v1/accounts', { body: { account } });
    const path = `/v1/accounts/${encodeURIComponent(account)}/allowlist/entries`;
    const body = { format: 'address', values: ['198.51.100.7'] };
    expect((await open.operator(`POST ${path}`, { body })).status).toBe(201);
    for (const login of [
      account,
      'JOS\u00c9.SPELT@EXAMPLE.COM',
      'jose\u0301.spelt@example.com',
      '  jos\u00e9.spelt@example.com\u00a0',
    ]) {
      const canonical = 'jos\u00e9.spelt@example.com';
      expect(await ask(login, '198.51.100.8', open)).toMatchObject({
        verdict: 'deny',
        reason: 'not-listed',
        account: canonical,
      });
      expect(await ask(login, '198.51.100.7', open)).toMatchObject({ verdict: 'allow' });
    }
  });

  it('leaves nothing behind for having been asked about', async () => {
    const id = env.ACCOUNTS.idFromName('asked-about@example.com').toString();
    await ask('asked-about@example.com', '198.51.100.7');
    expect(await env.REPLICA.get(id)).toBeNull();
    const list = await worker.operator<{ accounts: api.Account[] }>('GET /v1/accounts?limit=100');
    expect(list.body.accounts.map(({ account }) => account)).not.toContain(
      'asked-about@example.com',
    );
  });
});
