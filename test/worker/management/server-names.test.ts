/**
 * The names of mail servers are optional. An object that does not give them keeps nothing else from
 * being shown.
 */
import { expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { giveBindings, objectsWith, type Way } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const hanging: Way = (call, method) =>
  method === 'listTokens' ? new Promise(() => undefined) : call();
const failing: Way = (call, method) =>
  method === 'listTokens' ? Promise.reject(new Error('overloaded')) : call();

it.each([
  ['hangs', hanging],
  ['fails', failing],
])('senders, alerts and a preview are shown though the directory %s', async (_, way) => {
  const worker = new TestWorker();
  const account = await TestAccount.create(worker);
  const { added } = await account.add('198.51.100.7');
  const body = { account: account.name, address: '198.51.100.7' };
  await worker.call('POST /v1/check', { token: await worker.relayToken(), body });

  const stub = env.ACCOUNTS.getByName(account.name);
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, way) });
  const call = <Body>(request: string, rest: string, sent?: object) =>
    worker.call<Body>(`${request} ${account.path(rest)}`, { token: account.manager, body: sent });
  const [senders, alerts, preview] = await Promise.all([
    call<api.SenderList>('GET', '/senders'),
    call<api.AlertPage>('GET', '/alerts'),
    call<api.Preview>('POST', '/allowlist/preview', { delete: added[0]?.id }),
  ]);
  expect([senders.status, alerts.status, preview.status]).toEqual([200, 200, 200]);
  expect(senders.body.senders).toMatchObject([{ address: '198.51.100.7', server: { name: '' } }]);
});
