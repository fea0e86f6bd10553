import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { provisionDemonstration } from '../../local/demonstration.ts';
import { startServer } from '../../local/server.ts';
import { Change, Decision, IssuedToken } from '../../shared/api.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

/** Does what the shell would do with a printed curl line. */
async function runCurl(line: string): Promise<unknown> {
  const [url] = [...line.matchAll(/'(http[^']*)'/g)].map((match) => match[1] ?? '');
  const headers = [...line.matchAll(/-H '([^:]+): ([^']*)'/g)].map((match): [string, string] => [
    match[1] ?? '',
    match[2] ?? '',
  ]);
  const body = /-d '([^']*)'/.exec(line)?.[1];
  const answer = await fetch(url ?? '', { headers, ...(body && { method: 'POST', body }) });
  expect(answer.ok).toBe(true);
  return await answer.json();
}

async function runInShell(line: string, environment = {}): Promise<unknown> {
  const { PATH } = process.env;
  const { stdout } = await run('sh', ['-c', line], { env: { PATH, ...environment } });
  return IssuedToken.parse(JSON.parse(stdout));
}

async function expectIntroduced(run: StartProcess): Promise<void> {
  await run.printed(/Ctrl-C ends it/);
  const [allowed = '', refused = '', add = ''] = run.output.match(/curl .*/g) ?? [];
  expect(Decision.parse(await runCurl(allowed))).toMatchObject({
    verdict: 'allow',
    reason: 'listed',
  });
  expect(Decision.parse(await runCurl(refused))).toMatchObject({ verdict: 'deny' });
  expect(Change.parse(await runCurl(add))).toMatchObject({ mode: 'enforce', count: 2 });
  expect(Decision.parse(await runCurl(refused))).toMatchObject({ verdict: 'allow' });
  expect(run.errors).not.toContain('rror');
}

test('prints tokens and three lines that work, once; a later run prints no secret', async () => {
  using folder = temporaryFolder();
  {
    await using first = new StartProcess({ STATE_DIR: folder.path });
    await expectIntroduced(first);
    expect(first.output).toMatch(/operator +\S{43}\n/);
    first.kill('SIGTERM');
    expect(await first.ended).toEqual({ code: 0, signal: null });
  }
  expect(statSync(join(folder.path, 'operator-token')).mode & 0o777).toBe(0o600);
  await using second = new StartProcess({ STATE_DIR: folder.path });
  await second.printed(/Ctrl-C ends it/);
  expect(second.output).toContain('The tokens were printed on the first run');
  expect(second.output).not.toMatch(/operator +\S{43}|sg[ar]_/);
  const [relay = '', manager = ''] = second.output.match(/curl .*/g) ?? [];
  expect(await runInShell(relay)).toMatchObject({ role: 'relay', name: 'mx1' });
  expect(await runInShell(manager)).toMatchObject({ role: 'manager', name: 'Ada' });
});

test('says at once that it starts, and last how it is ended', async () => {
  using folder = temporaryFolder();
  await using started = new StartProcess({ STATE_DIR: folder.path });
  await started.printed(/Ctrl-C ends it/);
  expect(started.output).toMatch(/^Sendgate starts: .*\n\s*Sendgate listens on /);
  expect(started.output).toMatch(/Dovecot takes http:\/\/127\.0\.0\.1:\d+\/v1\/dovecot\./);
  expect(started.output).toMatch(/\nCtrl-C ends it\.\n$/);
});

test('with an operator token that was given, the lines that issue tokens take it from the environment', async () => {
  using folder = temporaryFolder();
  const OPERATOR_TOKEN = 'given-'.repeat(8);
  await using started = new StartProcess({ STATE_DIR: folder.path, OPERATOR_TOKEN });
  await started.printed(/Ctrl-C ends it/);
  const line = started.output.match(/curl .*relay-tokens'/)?.[0] ?? '';
  expect(await runInShell(line, { OPERATOR_TOKEN })).toMatchObject({ role: 'relay' });
});

test('an operator token that was given is not repeated', async () => {
  using folder = temporaryFolder();
  const given = 'given-'.repeat(8);
  await using run = new StartProcess({ STATE_DIR: folder.path, OPERATOR_TOKEN: given });
  await run.printed(/Ctrl-C ends it/);
  expect(run.output).not.toContain(given);
});

test('a first run that was killed half way is finished by the next', async () => {
  using folder = temporaryFolder();
  const killed = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  await provisionDemonstration(killed.url, killed.operatorToken);
  await killed.close();
  await using next = new StartProcess({ STATE_DIR: folder.path });
  await expectIntroduced(next);
  expect(next.output).toContain(killed.operatorToken);
});
