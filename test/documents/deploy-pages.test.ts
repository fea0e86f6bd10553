/**
 * Runs the pages that deploy from top to bottom. Calls to Cloudflare go to a stand-in for its API,
 * calls to Sendgate's API to a Sendgate on this machine.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backUpState } from '../../local/state-backup.ts';
import { TokenList } from '../../shared/api.ts';
import { meetOperator, OPERATOR_TOKEN, type Operator } from '../deploy/operator.ts';
import { describeProgram } from '../exports/describe-program.ts';
import { readDocument } from '../repository/documents.ts';
import { type Deployed, startDeployed } from './deployed.ts';
import type { Page } from './page-commands.ts';
import { scriptOf, type Typed } from './page-script.ts';

const ACCOUNT = 'sender@example.com';
const DOMAIN = '@example.net';
const LIST = 'office';
const OFFICE = '203.0.113.0/24';
const NEEDED = { jq: 'jq', git: 'git' };
const MAX_MS = 280_000;

async function type(page: Page, operator: Operator, { url }: Deployed, typed: Partial<Typed>) {
  const script = scriptOf(page, { answers: [], secret: OPERATOR_TOKEN, url, ...typed });
  const { exitCode, output } = await operator.shell(script, MAX_MS);
  expect(exitCode, output).toBe(0);
  return output;
}

/**
 * Makes the copy a clone that knows the releases of the page, and puts the page's staging
 * environment into wrangler.toml.
 */
function prepareCopy({ root, read, write }: Operator): void {
  const { text } = readDocument('docs/operating.md');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  git('init');
  git('add', 'package.json', 'wrangler.toml');
  git('-c', 'user.name=op', '-c', 'user.email=op@example.com', 'commit', '-m', 'first');
  for (const [, tag = ''] of text.matchAll(/^git checkout (v\S+)$/gm)) git('tag', tag);
  const [, staging = ''] = /```toml\n(\[env\.staging\.vars\][\s\S]*?)```/.exec(text) ?? [];
  write('wrangler.toml', `${read('wrangler.toml')}\n${staging}`);
}

/** Returns the id of the only token there. */
async function tokenId({ url, operatorToken }: Deployed, path: string): Promise<string> {
  const headers = { Authorization: `Bearer ${operatorToken}` };
  const answer = await fetch(new URL(path, url), { headers });
  const { tokens } = TokenList.parse(await answer.json());
  return tokens[0]?.id ?? '';
}

describeProgram('the commands of a page', NEEDED, () => {
  it('README.md: deploy, and make an account', { timeout: MAX_MS + 20_000 }, async () => {
    await using operator = await meetOperator();
    await using deployed = await startDeployed();
    await type('README.md', operator, deployed, { answers: [deployed.operatorToken] });
    expect(operator.account.expectWorker('sendgate').migrationTag).toBe('v1');
    expect(await deployed.api.readAllowlist(ACCOUNT)).toMatchObject({ mode: 'off' });
  });

  it('SECURITY.md: a token that has leaked', { timeout: MAX_MS + 20_000 }, async () => {
    await using operator = await meetOperator();
    await using deployed = await startDeployed();
    const { api, operatorToken } = deployed;
    await api.createAccount(ACCOUNT);
    const leaked = await api.issueAccountToken(ACCOUNT);
    const id = await tokenId(deployed, `/v1/accounts/${ACCOUNT}/tokens`);
    const answers = [operatorToken, id, operatorToken];
    const printed = await type('SECURITY.md', operator, deployed, { answers });
    expect(printed).toContain(`"revoked":[{"id":"${id}"`);
    const headers = { Authorization: `Bearer ${leaked}` };
    const { status } = await fetch(`${deployed.url}/v1/session`, { headers });
    expect(status).toBe(401);
  });

  it('docs/operating.md: everything an operator does', { timeout: MAX_MS + 20_000 }, async () => {
    await using operator = await meetOperator();
    await using deployed = await startDeployed();
    await using restored = await startDeployed();
    const { api } = deployed;
    prepareCopy(operator);
    operator.write('logins', 'ada@example.com\ngrace/hopper@example.com');
    await api.createAccount(ACCOUNT, { consistency: 'strict', note: 'Till’s desk' });
    await api.createAccount(DOMAIN);
    await api.addSegment(ACCOUNT, OFFICE);
    await api.createList(LIST, [{ format: 'address', value: '192.0.2.7' }]);
    for (const account of [ACCOUNT, DOMAIN]) await api.includeList(account, LIST);
    await backUpState(deployed.stateDir, join(operator.root, '.sendgate'));
    await api.issueRelayToken();
    const oldId = await tokenId(deployed, '/v1/relay-tokens');
    const other = `SENDGATE_URL=${restored.url} OPERATOR_TOKEN=${restored.operatorToken}`;
    await type('docs/operating.md', operator, deployed, {
      answers: [deployed.operatorToken, oldId, '3'],
      between: { 'find shared-lists': other },
    });

    // The page's file has no newline at its end, and one login has a slash. Both logins arrive all
    // the same.
    for (const login of ['ada@example.com', 'grace/hopper@example.com']) {
      expect(await api.readAllowlist(login)).toMatchObject({ mode: 'off' });
      expect(await restored.api.readAllowlist(login)).toMatchObject({ mode: 'off' });
    }
    const before = await api.readAllowlist(ACCOUNT);
    const after = await restored.api.readAllowlist(ACCOUNT);
    expect(before).toMatchObject({ suspended: true });
    expect(after).toMatchObject({
      mode: before.mode,
      suspended: true,
      entries: [{ value: OFFICE }],
      lists: [LIST],
    });
    const settings = { consistency: 'strict', failMode: 'open', note: 'Till’s desk' };
    expect(await restored.api.readAccount(ACCOUNT)).toMatchObject(settings);
    // The domain's account has a shared list alone.
    expect(await restored.api.readAllowlist(DOMAIN)).toMatchObject({
      mode: 'enforce',
      suspended: false,
      entries: [],
      lists: [LIST],
    });
    expect(operator.requests).toContain('PUT /workers/scripts/sendgate/domains/records');
    // The page deletes what it has deployed.
    expect(operator.account.workers.has('sendgate')).toBe(false);
    expect(operator.account.workers.has('sendgate-staging')).toBe(true);
    expect(operator.account.namespaces.map(({ title }) => title)).toEqual([
      'sendgate-staging-replica',
    ]);
    // The copy of the state is in place, and the state from before lies beside it.
    const stateIn = (name: string) => readdirSync(join(operator.root, name, 'do')).sort();
    expect(stateIn('.sendgate')).toEqual(stateIn('.sendgate-before'));
    expect(stateIn('.sendgate').length).toBeGreaterThan(0);
  });
});
