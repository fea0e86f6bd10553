import { evictDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { env, TestAccount } from '../support/test-worker.ts';

const VALUES = ['192.0.2.9', '192.0.2.1', '192.0.2.5', '192.0.2.3'];

it('R16: what comes back stands behind what stayed, in the order of adding, evicted or not', async () => {
  const account = await TestAccount.create();
  const { added, revision } = await account.add(...VALUES);
  await account.delete(added[2]?.id);
  await account.delete(added[0]?.id);
  const restored = await account.call('POST', '/allowlist/restore', { body: { revision } });
  expect(restored.status).toBe(200);
  const order = ['192.0.2.1', '192.0.2.3', '192.0.2.9', '192.0.2.5'];
  const list = await account.list();
  expect(list.entries.map((entry) => entry.value)).toEqual(order);
  await evictDurableObject(env.ACCOUNTS.getByName(account.name));
  expect(await account.list()).toEqual(list);
});
