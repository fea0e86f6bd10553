import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { OFFICE, RUNNER, startCiAccounts } from './ci-accounts.ts';
import { expire, isAdd, renewInstead } from './expired-entry.ts';
import { openFront } from './worker-front.ts';

const execute = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'integrations/github-action/README.md'), 'utf8');

const accountWith = startCiAccounts();

describe.each([
  ['the action’s page', linesOfBlock(PAGE)],
  ['the page on the API', linesOfBlock(readFileSync(join(ROOT, 'docs/api.md'), 'utf8'))],
])('the two calls that %s has for other CI systems', (_page, [before, after]) => {
  type Account = Awaited<ReturnType<typeof accountWith>>;

  async function run({ account, inputs }: Account, script: string, url = inputs.url) {
    const { token } = inputs;
    const names = { SENDGATE_URL: url, SENDGATE_TOKEN: token, MANAGER_TOKEN: token };
    const env = { ...process.env, ...names };
    const words = script.replaceAll('ci@example.com', account);
    return await execute('bash', ['-euc', `${words}\necho "$ENTRY" >&2`], { env });
  }

  it('add the address and give it back', async () => {
    const account = await accountWith(OFFICE);
    const { stderr } = await run(account, before);
    expect(await account.values()).toEqual([OFFICE, RUNNER]);
    await run(account, `ENTRY=${stderr.trim()}\n${after}`);
    expect(await account.values()).toEqual([OFFICE]);
  });

  it('take an entry of the address that Sendgate renews, and give it back', async () => {
    const account = await accountWith(RUNNER, OFFICE);
    const [id = ''] = account.ids;
    await expire(account.api, account.account, id);
    await using renewing = await openFront(account.inputs.url, (request) =>
      isAdd(request) ? renewInstead(request, id) : undefined,
    );
    const { stderr } = await run(account, before, renewing.url);
    expect(stderr.trim()).toBe(id);
    const { entries } = await account.api.readAllowlist(account.account);
    expect(entries[0]).toMatchObject({ id, expired: false });
    await run(account, `ENTRY=${id}\n${after}`);
    expect(await account.values()).toEqual([OFFICE]);
  });

  it('fail with the reason where the address is on the list already', async () => {
    const account = await accountWith(RUNNER);
    await expect(run(account, `${before}\necho sent`)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('"code":"duplicate-entry"'),
    });
    expect(await account.values()).toEqual([RUNNER]);
  });
});

it('the page’s example names a commit, and its tag for who reads it', () => {
  const uses = /uses: \S+\/github-action@(.*)/.exec(PAGE)?.[1];
  expect(uses).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

function linesOfBlock(text: string): [before: string, after: string] {
  const block = /^```sh\n(LEASE=[\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
  return partsOf(block.split('\n'));
}

/** Splits the lines at the place where the job does its work. */
function partsOf(lines: readonly string[]): [before: string, after: string] {
  const [before = '', after = ''] = lines.join('\n').split('…');
  return [before, after];
}
