import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../local/server.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function expectRefused(environment: Record<string, string>, message: string | RegExp) {
  await using process = new StartProcess(environment);
  expect(await process.ended).toEqual({ code: 1, signal: null });
  expect(process.output).toBe('');
  expect(process.errors).toMatch(message);
  expect(process.errors.trim().split('\n')).toHaveLength(1);
}

test('a PORT that is none is told in one line', async () => {
  using folder = temporaryFolder();
  await expectRefused({ STATE_DIR: folder.path, PORT: 'abc' }, /^PORT must be .*not "abc"\.$/m);
});

test('a PORT in use is told in one line', async () => {
  using folder = temporaryFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = String(typeof address === 'object' && address?.port);
  await expectRefused(
    { STATE_DIR: folder.path, PORT: port },
    `Port ${port} of 127.0.0.1 is in use`,
  );
  other.close();
});

test('a STATE_DIR that can’t be written is told in one line', async () => {
  await expectRefused(
    { STATE_DIR: '/dev/null/state' },
    "STATE_DIR /dev/null/state can't be written",
  );
});

test.each([
  [{ FAIL_MODE: 'ajar' }, 'FAIL_MODE'],
  [{ OPERATOR_TOKEN: 'short' }, 'OPERATOR_TOKEN'],
])('%o, which the Worker refuses, is told in one line', async (environment, name) => {
  using folder = temporaryFolder();
  await expectRefused({ STATE_DIR: folder.path, ...environment }, name);
});

test('a second instance on the same state is refused, and the first goes on', async () => {
  using folder = temporaryFolder();
  const stateDir = join(folder.path, 'state');
  const first = await startServer({ port: 0, host: '127.0.0.1', stateDir });
  await expectRefused({ STATE_DIR: stateDir }, `${stateDir} is in use by another Sendgate`);
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  await first.close();
});
