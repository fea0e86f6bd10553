import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { STARTING } from '../../local/announcement.ts';
import { startServer } from '../../local/server.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function expectRefused(environment: Record<string, string>, message: string | RegExp) {
  await using process = new StartProcess(environment);
  expect(await process.ended).toEqual({ code: 1, signal: null });
  expect(process.output.replace(STARTING, '')).toBe('');
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

test('a HOST that is none of this machine is told in one line', async () => {
  using folder = temporaryFolder();
  await expectRefused({ STATE_DIR: folder.path, HOST: '192.0.2.1' }, 'see PORT and HOST');
});

test.each([
  ['below a file', '/dev/null/state', 'a part of the path is a file'],
  ['a file', '/etc/passwd', 'it is a file'],
])('a STATE_DIR that is %s is told in one line', async (_what, path, reason) => {
  await expectRefused({ STATE_DIR: path }, `STATE_DIR ${path} can't be written: ${reason}.`);
});

// Only Linux has /proc. Nobody can make anything in it, not even root.
test.runIf(existsSync('/proc/self')).each([
  ['where no folder can be made', '/proc/state', 'no folder can be made there'],
  ['far below such a place', '/proc/a/b/state', 'no folder can be made there'],
  ['a folder that can’t be written', '/proc/self/', 'permission denied'],
])('a STATE_DIR %s is told in one line', async (_what, path, reason) => {
  const name = resolve(path);
  await expectRefused({ STATE_DIR: path }, `STATE_DIR ${name} can't be written: ${reason}.`);
});

test('an operator-token in STATE_DIR that is a folder is told in one line', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'operator-token'));
  await expectRefused(
    { STATE_DIR: folder.path },
    `operator-token in STATE_DIR ${folder.path} can't be read or written: it is a folder.`,
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
