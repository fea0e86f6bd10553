/**
 * Two deployments with one KV namespace, or one that was deleted and made again. Each has relay
 * tokens of its own.
 */
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { expect, test } from 'vitest';
import { bundleWorker } from '../../local/worker-bundle.ts';
import { guardWorkerd } from '../../local/workerd-guard.ts';
import type { IssuedToken } from '../../shared/api.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { waitUntilPublished } from './published.ts';
import { callWorker, optionsWith, workerOf } from './worker-in-miniflare.ts';

const CHECK = 'GET /v1/check?account=a@example.com&address=192.0.2.1';

test('a relay token is good at the deployment that issued it, and nowhere else', async () => {
  using folder = temporaryFolder();
  const bundle = join(folder.path, 'bundle');
  await bundleWorker(bundle);
  guardWorkerd();
  const options = optionsWith(join(folder.path, 'state'), [
    await workerOf('first', bundle, 'first'),
    await workerOf('second', bundle, 'second'),
  ]);
  const miniflare = new Miniflare(options);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => miniflare.dispose());
  const call = (name: string, request: string, body?: object, token?: string) =>
    callWorker(miniflare, name, request, body, token);
  const issue = async (name: string): Promise<IssuedToken> => {
    const issued = await call(name, 'POST /v1/relay-tokens', { name: 'mx' });
    expect(issued.status).toBe(201);
    await waitUntilPublished(miniflare, name, []);
    return issued.body;
  };
  const statuses = async (name: string, tokens: readonly IssuedToken[]) => {
    const asked = tokens.map(({ token }) => call(name, CHECK, undefined, token));
    return (await Promise.all(asked)).map(({ status }) => status);
  };

  const first = await issue('first');
  expect(await statuses('second', [first])).toEqual([401]);
  const second = await issue('second');
  // New isolates read what KV has.
  await miniflare.setOptions(options);
  const both = [first, second];
  expect(await statuses('first', both)).toEqual([200, 401]);
  expect(await statuses('second', both)).toEqual([401, 200]);

  expect((await call('second', `DELETE /v1/relay-tokens/${second.id}`)).status).toBe(204);
  await waitUntilPublished(miniflare, 'second', []);
  await miniflare.setOptions(options);
  expect(await statuses('first', both)).toEqual([200, 401]);
  expect(await statuses('second', both)).toEqual([401, 401]);
});
