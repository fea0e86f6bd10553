import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { OFFICE, RUNNER, startCiAccounts } from './ci-accounts.ts';

const execute = promisify(execFile);
const README = join(import.meta.dirname, '../../integrations/github-action/README.md');

const accountWith = startCiAccounts();

it('the two calls that the README has for other CI systems do the same', async () => {
  const { account, values, inputs } = await accountWith(OFFICE);
  const [before, after] = readElsewhere();
  const run = async (script: string) => {
    const env = { ...process.env, SENDGATE_URL: inputs.url, SENDGATE_TOKEN: inputs.token };
    const words = script.replaceAll('ci@example.com', account);
    return (await execute('bash', ['-euc', `${words}\necho "$ENTRY" >&2`], { env })).stderr.trim();
  };
  const entry = await run(before);
  expect(await values()).toEqual([OFFICE, RUNNER]);
  await run(`ENTRY=${entry}\n${after}`);
  expect(await values()).toEqual([OFFICE]);
});

it('of the two calls the first fails and says why where the address is on the list already', async () => {
  const { account, values, inputs } = await accountWith(RUNNER);
  const [before] = readElsewhere();
  const env = { ...process.env, SENDGATE_URL: inputs.url, SENDGATE_TOKEN: inputs.token };
  const script = before.replaceAll('ci@example.com', account);
  const failed = execute('bash', ['-euc', `${script}\necho sent`], { env });
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('"code":"duplicate-entry"'),
  });
  expect(await values()).toEqual([RUNNER]);
});

it('the README’s example names a commit, and its tag for who reads it', () => {
  const uses = /uses: \S+\/github-action@(.*)/.exec(readFileSync(README, 'utf8'))?.[1];
  expect(uses).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

function readElsewhere(): [before: string, after: string] {
  const [, section = ''] = readFileSync(README, 'utf8').split('## Elsewhere');
  const lines = section.split('\n').filter((line) => line.startsWith('    '));
  const [before = '', after = ''] = lines.join('\n').split('…');
  return [before, after];
}
