/** `npm start -- --agent` */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { Decision } from '../../shared/api.ts';
import { ROOT } from '../repository/source-files.ts';
import { START, StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

function startWithAgent(stateDir: string): StartProcess {
  const environment = { STATE_DIR: stateDir, SENDGATE_LISTEN: '127.0.0.1:0' };
  return new StartProcess(environment, START, undefined, ['--agent']);
}

async function runInShell(line: string): Promise<string> {
  const { PATH = '' } = process.env;
  return (await run('sh', ['-c', line], { env: { PATH }, cwd: ROOT })).stdout;
}

test('starts an agent, prints lines that work, ends it too, and keeps its token', async () => {
  using folder = temporaryFolder();
  const tokenFile = join(folder.path, 'agent/token');
  {
    await using first = startWithAgent(folder.path);
    await first.printed(/Ctrl-C ends it/);
    const printed = first.output.slice(first.output.indexOf('An agent listens'));
    const [check = '', status = ''] = printed.match(/^ {2}(curl|npm) .*$/gm) ?? [];
    const decision = Decision.parse(JSON.parse(await runInShell(check)));
    expect(decision).toMatchObject({ verdict: 'allow', account: 'demo@example.com' });
    expect(await runInShell(status)).toMatch(/^agent +\d/);
    expect(first.output).not.toContain(readFileSync(tokenFile, 'utf8').trim());
    first.kill('SIGTERM');
    expect(await first.ended).toEqual({ code: 0, signal: null });
    expect(first.errors).toMatch(/^ended$/m);
  }
  const token = readFileSync(tokenFile, 'utf8');
  expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder.path, 'agent/state')).mode & 0o777).toBe(0o600);
  await using second = startWithAgent(folder.path);
  await second.printed(/Ctrl-C ends it/);
  expect(readFileSync(tokenFile, 'utf8')).toBe(token);
});

test('an agent does not outlive a start that is killed', async () => {
  using folder = temporaryFolder();
  await using started = startWithAgent(folder.path);
  const port = await started.printed(/An agent listens on http:\/\/127\.0\.0\.1:(\d+)/);
  started.kill('SIGKILL');
  await started.ended;
  await vi.waitFor(() => expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow());
});

test('an agent that can’t start leaves all else as it is, and says why', async () => {
  using folder = temporaryFolder();
  const environment = { STATE_DIR: folder.path, SENDGATE_FRESH: 'long' };
  await using started = new StartProcess(environment, START, undefined, ['--agent']);
  await started.printed(/Ctrl-C ends it/);
  expect(started.output).toMatch(
    /The agent could not be started; all else works\.\n.*SENDGATE_FRESH/,
  );
});
