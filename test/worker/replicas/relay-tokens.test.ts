/** The place of the relay tokens in KV, and what an edge does with what it finds there. */
import { evictDurableObject } from 'cloudflare:test';
import { expect, it, vi } from 'vitest';
import { directoryOf } from '../../../worker/platform/objects.ts';
import {
  encodeRelayTokens,
  openRelayTokens,
  relayTokensKey,
  SHARED_RELAY_TOKENS_KEY,
} from '../../../worker/replicas/relay-tokens.ts';
import { digestOf, newTokenText } from '../../../worker/tokens/token-text.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { env, TestWorker } from '../support/test-worker.ts';

const relay = { id: 'ab', role: 'relay', digest: 'cd', expiresAt: null } as const;

/**
 * Leaves a token as version 0.1.0 published it. It may be of this deployment, or of another one
 * with the same KV namespace.
 */
async function leaveEarlierToken(): Promise<string> {
  const { id, text } = newTokenText(undefined);
  const token = { ...relay, id, digest: await digestOf(text) };
  await env.REPLICA.put(SHARED_RELAY_TOKENS_KEY, JSON.stringify({ version: 99, tokens: [token] }));
  return text;
}

it('a token under the key that deployments once shared is none, and the first publication deletes it', async () => {
  const earlier = await leaveEarlierToken();
  const worker = new TestWorker();
  const check = (token: string) =>
    worker.call('GET /v1/check?account=a@example.com&address=192.0.2.1', { token });
  expect((await check(earlier)).status).toBe(401);
  expect((await check(await worker.relayToken())).status).toBe(200);
  await vi.waitFor(async () => {
    expect(await env.REPLICA.get(relayTokensKey(env), 'text')).toBe(
      await directoryOf(env).readRelayTokens(-1),
    );
    expect(await env.REPLICA.get(SHARED_RELAY_TOKENS_KEY)).toBeNull();
  });
});

it('they are published again, and the shared key deleted, once an older version has been back', async () => {
  await new TestWorker().relayToken();
  const key = relayTokensKey(env);
  await vi.waitFor(async () => expect(await env.REPLICA.get(key)).not.toBeNull());
  await leaveEarlierToken();
  await env.REPLICA.delete(key);
  await runInside(directoryOf(env), (_object, { storage }) => {
    storage.sql.exec('UPDATE outbox SET published_layout = 1');
  });
  await evictDurableObject(directoryOf(env));
  await directoryOf(env).listTokens();
  await vi.waitFor(
    async () => {
      expect(await env.REPLICA.get(key)).not.toBeNull();
      expect(await env.REPLICA.get(SHARED_RELAY_TOKENS_KEY)).toBeNull();
    },
    { timeout: 10_000 },
  );
});

it('in another layout, cut off, or another thing, they are none', () => {
  const text = encodeRelayTokens({ version: 3, tokens: [relay] });
  expect(openRelayTokens(text)).toEqual({ version: 3, tokens: [relay] });
  for (const other of [
    encodeRelayTokens({ version: 3, tokens: [relay] }, 99),
    JSON.stringify({ version: 3, tokens: [relay] }),
    JSON.stringify({ ...JSON.parse(text), tokens: null }),
    text.slice(1),
    'null',
    '',
  ])
    expect(openRelayTokens(other)).toBeUndefined();
});

it('a token of another role, which a newer version issued, is none', () => {
  const tokens = [{ ...relay, role: 'relay-of-one-host' as never }, relay];
  expect(openRelayTokens(encodeRelayTokens({ version: 3, tokens }))?.tokens).toEqual([relay]);
});
