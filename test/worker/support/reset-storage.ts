/**
 * Test files share a workerd, since it starts slowly. This empties KV and the objects for each
 * file.
 */
import { reset } from 'cloudflare:test';
import { beforeAll } from 'vitest';
import { env } from './test-worker.ts';

beforeAll(async () => {
  await reset();
  for (;;) {
    const { keys } = await env.REPLICA.list();
    if (keys.length === 0) return;
    await Promise.all(keys.map(({ name }) => env.REPLICA.delete(name)));
  }
});
