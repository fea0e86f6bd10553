/** The operator's token, start after start. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const GIVEN = 'given-'.repeat(8);

interface Start {
  /** The operator's token that the start printed. */
  readonly printed: string | undefined;
  /** The tokens that it accepts as the operator's. */
  readonly taken: readonly string[];
}

async function start(stateDir: string, tokens: string[], given?: string): Promise<Start> {
  const environment = { STATE_DIR: stateDir, ...(given && { OPERATOR_TOKEN: given }) };
  await using run = new StartProcess(environment);
  const url = await run.printed(/listens on (\S+)/);
  await run.printed(/Ctrl-C ends it/);
  const printed = /operator +(\S{43})\n/.exec(run.output)?.[1];
  const taken: string[] = [];
  for (const token of [...tokens, ...(printed ? [printed] : [])]) {
    const headers = { Authorization: `Bearer ${token}` };
    const { status } = await fetch(`${url}/v1/accounts`, { headers });
    expect([200, 401]).toContain(status);
    if (status === 200) taken.push(token);
  }
  return { printed, taken };
}

test('without OPERATOR_TOKEN every start keeps the token of the first, and prints it once', async () => {
  using folder = temporaryFolder();
  const first = await start(folder.path, []);
  expect(first.printed).toBeDefined();
  expect(first.taken).toEqual([first.printed]);
  const second = await start(folder.path, [...first.taken]);
  expect(second).toEqual({ printed: undefined, taken: first.taken });
});

test('after a start with OPERATOR_TOKEN the kept token is never good again: the next start makes and prints another', async () => {
  using folder = temporaryFolder();
  const { printed: old = '' } = await start(folder.path, []);
  expect(await start(folder.path, [old, GIVEN], GIVEN)).toEqual({
    printed: undefined,
    taken: [GIVEN],
  });
  const { printed: renewed = '', taken } = await start(folder.path, [old, GIVEN]);
  expect(renewed).toMatch(/^\S{43}$/);
  expect(taken).toEqual([renewed]);
  expect(await start(folder.path, [old, GIVEN, renewed])).toEqual({
    printed: undefined,
    taken: [renewed],
  });
});

test('a first start with OPERATOR_TOKEN keeps no token, and the next one without makes and prints one', async () => {
  using folder = temporaryFolder();
  expect(await start(folder.path, [GIVEN], GIVEN)).toEqual({ printed: undefined, taken: [GIVEN] });
  expect(existsSync(join(folder.path, 'operator-token'))).toBe(false);
  const { printed, taken } = await start(folder.path, [GIVEN]);
  expect(printed).toBeDefined();
  expect(taken).toEqual([printed]);
});

test('an OPERATOR_TOKEN that the Worker does not take leaves the kept one good', async () => {
  using folder = temporaryFolder();
  const { printed: kept = '' } = await start(folder.path, []);
  await using refused = new StartProcess({ STATE_DIR: folder.path, OPERATOR_TOKEN: 'short' });
  expect(await refused.ended).toEqual({ code: 1, signal: null });
  expect((await start(folder.path, [kept])).taken).toEqual([kept]);
});
