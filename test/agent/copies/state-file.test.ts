import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AgentCopiesOptions } from '../../../agent/copies/agent-copies.ts';
import { accountItem, change, FeedScene, page, SETTINGS } from './feed-script.ts';

const LOGIN = 'a@example.com';
const isRoot = process.geteuid?.() === 0;
const root = mkdtempSync(join(tmpdir(), 'agent-state-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let statePath: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'one-'));
  statePath = join(folder, 'copies');
});

/** Leaves a file with one account. */
async function leaveState(options: Partial<AgentCopiesOptions> = {}) {
  const scene = new FeedScene();
  const copies = scene.copies({ statePath, ...options });
  await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN, 3, '192.0.2.1')] }));
  await copies.stop();
  return scene;
}

/** An agent that starts, ten minutes later, while the Worker is away. */
async function startInOutage(options = {}) {
  const scene = new FeedScene();
  scene.pass(600_000);
  const copies = scene.copies({ statePath, ...options });
  await copies.start();
  return { scene, copies };
}

it('an agent that starts during an outage has the copies of the one before', async () => {
  await leaveState();
  const { copies, scene } = await startInOutage();
  expect(copies.find(LOGIN)).toMatchObject({ state: 'live', known: { account: { version: 3 } } });
  expect(copies.ageMs()).toBe(600_000);
  expect(copies.deployment).toEqual(SETTINGS);
  expect(scene.asked).toEqual([{ after: 'c1', etag: undefined }]);
  await scene.synchronise(copies, change('c2'));
  expect(copies.ageMs()).toBe(0);
});

it('a state of another version of the agent decides, until a whole synchronisation', async () => {
  await leaveState();
  const content = readFileSync(statePath).subarray(0, -32).toString('latin1');
  const other = Buffer.from(content.replace(/"agent":"./, '"agent":"9'), 'latin1');
  const sum = createHash('sha256').update(other).digest();
  writeFileSync(statePath, Buffer.concat([other, sum]));
  const { copies, scene } = await startInOutage();
  expect(copies.find(LOGIN).state).toBe('live');
  expect(copies.ageMs()).toBe(600_000);
  expect(scene.asked).toEqual([{ after: undefined, etag: undefined }]);
  await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN, 4)] }));
  expect(copies.find(LOGIN)).toMatchObject({ known: { account: { version: 4 } } });
});

it('the file is for its owner alone, and has no other beside it', async () => {
  await leaveState();
  expect(statSync(statePath).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['copies']);
});

it('it is written at once, then every half a minute, and seldom if only time passes', async () => {
  const scene = new FeedScene();
  const copies = scene.copies({ statePath });
  const settled = async () => {
    // A write does not hold up a synchronisation, so its end is seen in the file's count.
    await expect.poll(() => copies.status().stateWrites).toBe(writes);
  };
  let writes = 1;
  await scene.synchronise(copies, page());
  await settled();
  scene.pass(10_000);
  await scene.synchronise(copies, change('c2'));
  scene.pass(19_999);
  await scene.synchronise(copies, change('c3'));
  await settled();
  scene.pass(1);
  await scene.synchronise(copies, change('c3'));
  writes = 2;
  await settled();
  scene.pass(299_999);
  await scene.synchronise(copies, change('c3'));
  await settled();
  scene.pass(1);
  await scene.synchronise(copies, change('c3'));
  writes = 3;
  await settled();
  scene.pass(5_000);
  await scene.synchronise(copies, change('c3'));
  await copies.stop();
  expect(copies.status().stateWrites).toBe(4);
  expect((await startInOutage()).copies.ageMs()).toBe(600_000 - 335_000);
});

it.each<[string, () => void, string | undefined]>([
  ['no file', () => rmSync(statePath), undefined],
  ['no folder', () => rmSync(folder, { recursive: true }), undefined],
  ['an empty file', () => truncateSync(statePath), 'state-not-used'],
  ['half a file', () => truncateSync(statePath, 150), 'state-not-used'],
  [
    'a newer format',
    () => writeFileSync(statePath, 'sendgate-agent copies 9\n', { mode: 0o600 }),
    'state-not-used',
  ],
])('with %s it starts with none, and writes the next', async (name, spoil, event) => {
  await leaveState();
  spoil();
  const { copies, scene } = await startInOutage();
  expect(copies.find(LOGIN)).toEqual({ state: 'none' });
  expect(copies.ageMs()).toBe(Infinity);
  expect(scene.events.filter((one) => one.startsWith('state-'))).toEqual(event ? [event] : []);
  if (name === 'no folder') mkdirSync(folder);
  await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN)] }));
  await copies.stop();
  expect((await startInOutage()).copies.find(LOGIN).state).toBe('live');
});

it.each([
  ['Worker', { url: 'https://other.example.com' }, 'other-worker'],
  ['token', { token: 'another' }, 'other-token'],
])('a state of another %s is not used', async (_, options, cause) => {
  await leaveState(options);
  const { copies, scene } = await startInOutage();
  expect(copies.find(LOGIN)).toEqual({ state: 'none' });
  expect(scene.logged[0]).toEqual({
    event: 'state-not-used',
    fields: { path: statePath, cause },
  });
  expect(scene.asked).toEqual([{ after: undefined, etag: undefined }]);
});

it.each<[string, () => void]>([
  ['others may read', () => chmodSync(statePath, 0o640)],
  ['others may write', () => chmodSync(statePath, 0o602)],
  ['is of another user', () => chownSync(statePath, 65_534, 65_534)],
  ['is something else', () => writeFileSync(statePath, 'root:x:0:0::/root:/bin/sh\n')],
  ['is a folder', () => [rmSync(statePath), mkdirSync(statePath, { mode: 0o700 })]],
  ['is a pipe', () => [rmSync(statePath), execFileSync('mkfifo', ['-m', '600', statePath])]],
  [
    'is a link',
    () => {
      renameSync(statePath, join(folder, 'real'));
      symlinkSync(join(folder, 'real'), statePath);
    },
  ],
])('a file that %s is refused, and left as it is', async (name, spoil) => {
  if (name === 'is of another user' && !isRoot) return;
  await leaveState();
  spoil();
  const { ino, size } = statSync(statePath);
  const { copies, scene } = await startInOutage();
  expect(copies.find(LOGIN)).toEqual({ state: 'none' });
  expect(scene.logged[0]?.event).toBe('state-refused');
  expect(scene.logged[0]?.fields.detail).toMatch(/\.$/);
  await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN)] }));
  expect(copies.find(LOGIN).state).toBe('live');
  await scene.synchronise(copies, { state: 'bad-token' });
  await copies.stop();
  expect(statSync(statePath)).toMatchObject({ ino, size });
  expect(copies.status().state).toBe('refused');
});

it.each(['bad-token', 'no-right'] as const)('%s: the file is deleted', async (state) => {
  await leaveState();
  const { copies, scene } = await startInOutage();
  await scene.synchronise(copies, { state });
  await copies.stop();
  expect(existsSync(statePath)).toBe(false);
  expect((await startInOutage()).copies.find(LOGIN)).toEqual({ state: 'none' });
});

it('with another token the state is written anew, once the Worker took the token', async () => {
  await leaveState();
  const { copies, scene } = await startInOutage();
  scene.pass(60_000);
  expect(await copies.useToken('another')).toBe('failed');
  expect(copies.find(LOGIN).state).toBe('live');
  scene.answers.push(change('c1'));
  expect(await copies.useToken('another')).toBe('unchanged');
  await expect.poll(() => copies.status().stateWrites).toBe(1);
  await copies.stop();
  expect((await startInOutage()).copies.find(LOGIN).state).toBe('none');
  expect((await startInOutage({ token: 'another' })).copies.find(LOGIN).state).toBe('live');
});

it.runIf(isRoot)('bad-token: a file that can’t be deleted is emptied', async () => {
  await leaveState();
  execFileSync('mount', ['--bind', statePath, statePath]);
  try {
    const { copies, scene } = await startInOutage();
    scene.pass(60_000);
    await scene.synchronise(copies, change('c2', { accounts: [accountItem(LOGIN, 4)] }));
    await expect.poll(() => copies.status().stateFailures).toBe(1);
    await scene.synchronise(copies, { state: 'bad-token' });
    await copies.stop();
    expect(statSync(statePath).size).toBe(0);
    expect(scene.logged.filter(({ event }) => event.startsWith('state-'))).toEqual([
      { event: 'state-not-written', fields: { path: statePath, cause: 'EBUSY' } },
    ]);
  } finally {
    execFileSync('umount', [statePath]);
  }
});

it('a write that has begun does not outlive the right to copies', async () => {
  const scene = new FeedScene();
  const copies = scene.copies({ statePath });
  await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN)] }));
  await scene.synchronise(copies, { state: 'no-right' });
  await copies.stop();
  expect(copies.status().stateWrites).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

it('what an agent left that ended while it wrote is cleared away', async () => {
  await leaveState();
  const ended = execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).trim();
  for (const pid of [ended, `${process.ppid}`, 'me'])
    writeFileSync(`${statePath}.${pid}.new`, 'half');
  await startInOutage();
  expect(readdirSync(folder)).toEqual(['copies', `copies.${process.ppid}.new`, 'copies.me.new']);
});

it('two agents with one file: it stays whole, and the log says so once', async () => {
  const one = new FeedScene();
  const two = new FeedScene();
  const [first, second] = [one.copies({ statePath }), two.copies({ statePath })];
  for (let count = 1; count <= 3; count++) {
    for (const [scene, copies] of [
      [one, first],
      [two, second],
    ] as const) {
      scene.pass(600_000);
      const full = page({ accounts: [accountItem(LOGIN, count)] });
      await scene.synchronise(copies, full);
      await expect.poll(() => copies.status().stateWrites).toBe(count);
    }
  }
  expect(one.events.filter((event) => event === 'state-shared')).toEqual(['state-shared']);
  await Promise.all([first.stop(), second.stop()]);
  const { copies } = await startInOutage();
  expect(copies.find(LOGIN)).toMatchObject({ known: { account: { version: 3 } } });
});

it('a file that this user may not read is refused, and left as it is', async () => {
  await leaveState();
  chmodSync(statePath, 0);
  for (const entered of [root, folder]) chmodSync(entered, 0o777);
  const { ino } = statSync(statePath);
  // Root may read every file.
  if (isRoot) process.seteuid?.(65_534);
  try {
    const { copies, scene } = await startInOutage();
    expect(scene.events).toContain('state-refused');
    await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN)] }));
    await copies.stop();
    expect(copies.status().state).toBe('refused');
    expect(statSync(statePath).ino).toBe(ino);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

describe('a disk that is full', () => {
  it.runIf(isRoot)('keeps the old file, and deciding goes on in memory', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]);
    try {
      await leaveState();
      const before = readFileSync(statePath);
      const { copies, scene } = await startInOutage();
      const many = Array.from({ length: 400 }, (_, index) => accountItem(`x${index}@example.com`));
      for (let count = 1; count <= 3; count++) {
        scene.pass(60_000);
        await scene.synchronise(copies, change(`d${count}`, { accounts: many }));
        await expect.poll(() => copies.status().stateFailures).toBe(count);
      }
      expect(copies.find('x7@example.com').state).toBe('live');
      expect(scene.logged.filter(({ event }) => event === 'state-not-written')).toEqual([
        { event: 'state-not-written', fields: { path: statePath, cause: 'ENOSPC' } },
      ]);
      expect(copies.status().state).toBe('failing');
      expect(readdirSync(folder)).toEqual(['copies']);
      expect(readFileSync(statePath)).toEqual(before);
      scene.pass(60_000);
      await scene.synchronise(copies, page({ accounts: [accountItem(LOGIN, 9)] }));
      await copies.stop();
      expect(copies.status()).toMatchObject({ state: 'ready', stateWrites: 1, stateFailures: 3 });
      expect(scene.events.at(-1)).toBe('state-written-again');
      const { known } = (await startInOutage()).copies.find(LOGIN) as { known?: object };
      expect(known).toMatchObject({ account: { version: 9 } });
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
