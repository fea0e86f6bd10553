/** Runs `npm run backup` while `npm start` runs and is written to. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { DEMONSTRATION, provisionDemonstration } from '../../local/demonstration.ts';
import { startServer } from '../../local/server.ts';
import { Decision } from '../../shared/api.ts';
import { DemonstrationList } from './demonstration-list.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BACKUP = fileURLToPath(new URL('../../local/backup.ts', import.meta.url));
const ADDRESSES = Array.from({ length: 250 }, (_, last) => `192.0.2.${last}`);

const run = promisify(execFile);

function backUp(stateDir: string, ...args: string[]) {
  const env = { PATH: process.env.PATH, STATE_DIR: stateDir };
  return run(process.execPath, ['--no-warnings', BACKUP, ...args], { env, timeout: 50_000 });
}

async function start(stateDir: string, operatorToken?: string) {
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir, operatorToken });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

test('a backup made while entries are added has all that was acknowledged before, and runs', async () => {
  using folder = temporaryFolder();
  const [stateDir, copy] = [join(folder.path, 'state'), join(folder.path, 'backup')];
  const acknowledged: string[] = [];
  let before: string[] = [];
  let token = '';
  let relay = '';
  {
    await using server = await start(stateDir);
    ({ relay } = await provisionDemonstration(server.url, server.operatorToken));
    token = server.operatorToken;
    const list = new DemonstrationList(server.url, token);
    await list.raiseLimit(1_000);
    const enough = Promise.withResolvers<void>();
    let backedUp = false;
    const adding = (async () => {
      for (const address of ADDRESSES) {
        await list.add(address);
        acknowledged.push(address);
        if (acknowledged.length === 20) enough.resolve();
        if (backedUp) return;
      }
    })();
    await enough.promise;
    before = [...acknowledged];
    await backUp(stateDir, copy);
    backedUp = true;
    await adding;
    expect(acknowledged.length).toBeGreaterThan(before.length);
  }

  await using restored = await start(copy);
  // The operator's token and the relay's are as good as before.
  expect(restored.operatorToken).toBe(token);
  const list = new DemonstrationList(restored.url, token);
  expect(await list.values()).toEqual(expect.arrayContaining([DEMONSTRATION.listed, ...before]));
  const check = async (address: string) => {
    const url = `${restored.url}/v1/check?account=${DEMONSTRATION.account}&address=${address}`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${relay}` } });
    return Decision.parse(await answer.json()).verdict;
  };
  expect(await check(before.at(-1) ?? '')).toBe('allow');
  expect(await check(DEMONSTRATION.unlisted)).toBe('deny');
  await list.add(DEMONSTRATION.unlisted);
  expect(await check(DEMONSTRATION.unlisted)).toBe('allow');
});

test.each([
  ['without a folder', () => [], 'Name the folder of the backup'],
  ['into a folder that has something', (path: string) => [path], 'is not empty'],
  ['into a file', (path: string) => [join(path, 'state/do/a')], 'it is a file'],
])('a backup %s is refused in one line', async (_what, args, message) => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'state/do'), { recursive: true });
  writeFileSync(join(folder.path, 'state/do/a'), '');
  const refused = backUp(join(folder.path, 'state'), ...args(folder.path));
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(new RegExp(`^.*${message}.*\\n$`)),
  });
});

test('a folder without state is told, and nothing is made', async () => {
  using folder = temporaryFolder();
  const refused = backUp(folder.path, join(folder.path, 'backup'));
  await expect(refused).rejects.toMatchObject({
    stderr: expect.stringContaining('holds no state'),
  });
});
