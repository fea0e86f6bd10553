/** The pages whose commands call the API, run from top to bottom against a Sendgate on this machine. */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { Decision } from '../../shared/api.ts';
import { describeProgram } from '../exports/describe-program.ts';
import { readDocument } from '../repository/documents.ts';
import { type Deployed, startDeployed } from './deployed.ts';
import type { Page } from './page-commands.ts';
import { scriptOf, type Typed } from './page-script.ts';

const ACCOUNT = 'sender@example.com';
const CI = 'ci@example.com';
const LISTED = '192.0.2.7';
const MAX_MS = 50_000;

const run = promisify(execFile);

/** Returns all that the commands printed. Rejects with the output if one of them fails. */
async function type(page: Page, { url }: Deployed, typed: Partial<Typed>): Promise<string> {
  const script = scriptOf(page, { answers: [], secret: '', url, ...typed });
  const { PATH } = process.env;
  const options = { cwd: tmpdir(), env: { PATH }, timeout: MAX_MS };
  const { stdout } = await run('bash', ['-c', script], options);
  return stdout;
}

describeProgram('the commands of a page', { jq: 'jq' }, () => {
  it('docs/api.md: make an account, issue tokens, check, add, preview, lease', async () => {
    await using deployed = await startDeployed();
    const { api, operatorToken } = deployed;
    await api.createAccount(CI);
    await api.addEntry(CI, LISTED);
    const lease = `MANAGER_TOKEN=${await api.issueAccountToken(CI)}`;
    const printed = await type('docs/api.md', deployed, {
      answers: [operatorToken],
      between: { 'LEASE=': lease },
    });
    // The page shows what the check answers.
    const [, shown = ''] =
      /```json\n(\{"verdict".*\})\n```/.exec(readDocument('docs/api.md').text) ?? [];
    expect(printed).toContain(JSON.stringify(Decision.parse(JSON.parse(shown))));
    const values = async (account: string) =>
      (await api.readAllowlist(account)).entries.map(({ value }) => value);
    expect(await values(ACCOUNT)).toEqual(['203.0.113.0/24', '2001:db8:1::/48', '127.0.0.1']);
    expect(await values(CI)).toEqual([LISTED]);
  });

  it('docs/lists.md: a company with three sites', async () => {
    await using deployed = await startDeployed();
    const { operatorToken } = deployed;
    const printed = await type('docs/lists.md', deployed, { answers: [operatorToken] });
    // The answers before it end without a new line.
    const answers = printed
      .trim()
      .split('\n')
      .map((line) => line.slice(line.lastIndexOf('{"verdict"')));
    expect(answers.slice(-2).map((answer) => JSON.parse(answer))).toMatchObject([
      {
        verdict: 'allow',
        account: 'ada@example.com',
        decidedBy: '@example.com',
        entry: { value: '203.0.113.128/26', list: 'lyon' },
      },
      { verdict: 'deny', reason: 'not-listed', decidedBy: 'shop@example.com' },
    ]);
  });

  it('docs/alerts.md: add a webhook', async () => {
    await using deployed = await startDeployed();
    await deployed.api.createAccount(ACCOUNT);
    const token = await deployed.api.issueAccountToken(ACCOUNT);
    const printed = await type('docs/alerts.md', deployed, { answers: [token] });
    expect(JSON.parse(printed)).toMatchObject({
      kinds: ['leaked-password'],
      secret: expect.stringMatching(/^whsec_/),
    });
  });

  it('docs/privacy.md: look up what is kept of an account, and delete it', async () => {
    await using deployed = await startDeployed();
    const { api, operatorToken } = deployed;
    await api.createAccount(ACCOUNT);
    await api.addEntry(ACCOUNT, LISTED);
    const printed = await type('docs/privacy.md', deployed, { answers: [operatorToken] });
    for (const part of ['"entries":[', '"senders":[', '"alerts":[', '"events":[']) {
      expect(printed).toContain(part);
    }
    expect(printed).toContain(LISTED);
    await expect(api.readAllowlist(ACCOUNT)).rejects.toThrow('404');
  });

  it.each([
    ['a refusal of the API', 'curl "$SENDGATE_URL/v1/accounts"'],
    ['a program that is not there', 'no-such-program'],
  ])('%s is noticed', async (_what, command) => {
    await using deployed = await startDeployed();
    await deployed.api.createAccount(ACCOUNT);
    const token = await deployed.api.issueAccountToken(ACCOUNT);
    const typed = { answers: [token], between: { 'read -rs': command } };
    await expect(type('docs/alerts.md', deployed, typed)).rejects.toMatchObject({
      stderr: expect.stringContaining('failed: '),
    });
  });
});
