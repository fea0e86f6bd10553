/** `npm run deploy`, by the real wrangler, against a stand-in for Cloudflare's API. */
import { expect, test } from 'vitest';
import type { CloudflareAccount } from './cloudflare-account.ts';
import { ACCOUNT_ID } from './cloudflare-api.ts';
import { meetOperator, OPERATOR_TOKEN, type Operator, type Ran } from './operator.ts';

const WITH_SECRETS = ['--secrets-file', 'secrets.json'];
const TITLE = 'sendgate-replica';
const TAKEN = 'title already exists [code: 10014]';
const DEPLOYED = 'https://sendgate.operator.workers.dev';

function expectDeployed({ exitCode, output }: Ran, url = DEPLOYED): void {
  expect(output).toContain(url);
  expect(exitCode).toBe(0);
}

/** Expects the Worker to have all bindings, and to read the only namespace with that title. */
function expectWhole(account: CloudflareAccount, name = 'sendgate', title = TITLE): void {
  const [namespace, ...others] = account.namespaces.filter((made) => made.title === title);
  expect(others).toEqual([]);
  const { bindings, migrationTag } = account.expectWorker(name);
  const find = (binding: string) => bindings.find((bound) => bound.name === binding);
  expect(find('REPLICA')).toMatchObject({ type: 'kv_namespace', namespace_id: namespace?.id });
  expect(find('OPERATOR_TOKEN')).toMatchObject({ type: 'secret_text', text: OPERATOR_TOKEN });
  expect(find('ACCOUNTS')).toMatchObject({ class_name: 'AccountObject' });
  expect(find('DIRECTORY')).toMatchObject({ class_name: 'DirectoryObject' });
  expect(find('AUTH_FAILURES')).toMatchObject({ type: 'ratelimit' });
  expect(migrationTag).toBe('v1');
}

/** Runs the deployment, and expects the operator’s files to be unchanged. */
async function deploy(operator: Operator, ...args: string[]): Promise<Ran> {
  const before = operator.files();
  const ran = await operator.deploy(...args);
  expect(operator.files()).toEqual(before);
  return ran;
}

test('the first deployment of a CI job, with its secrets in a file, makes the namespace', async () => {
  await using operator = await meetOperator();
  expectDeployed(await deploy(operator, ...WITH_SECRETS));
  expectWhole(operator.account);
});

test('the first deployment after `wrangler secret put`, which makes an empty Worker, makes the namespace', async () => {
  await using operator = await meetOperator();
  expect((await operator.putSecret()).exitCode).toBe(0);
  expectDeployed(await deploy(operator));
  expectWhole(operator.account);
});

test('the second deployment keeps namespace and secret, and changes what wrangler.toml changed', async () => {
  await using operator = await meetOperator();
  expectDeployed(await deploy(operator, ...WITH_SECRETS));
  setFailMode(operator);
  expectDeployed(await deploy(operator));
  expectWhole(operator.account);
  expect(failModeOf(operator)).toBe('open');
});

test('an upload that is refused once ends with 1, and the next deployment succeeds with the namespace it left', async () => {
  await using operator = await meetOperator();
  operator.account.uploadsToRefuse = 1;
  const refused = await deploy(operator, ...WITH_SECRETS);
  expect(refused.exitCode).toBe(1);
  expect(refused.output).toContain('[code: 10034]');
  expect(operator.account.namespaces).toHaveLength(1);

  setFailMode(operator);
  const again = await deploy(operator, ...WITH_SECRETS);
  expect(again.output).toContain(TAKEN);
  expect(again.output).toContain(`The namespace "${TITLE}" is there already`);
  expectDeployed(again);
  expectWhole(operator.account);
  expect(failModeOf(operator)).toBe('open');

  const later = await deploy(operator);
  expect(later.output).not.toContain(TAKEN);
  expectDeployed(later);
  expectWhole(operator.account);
});

test('a namespace that is there already is taken, whatever the account has besides', async () => {
  await using operator = await meetOperator();
  for (const title of ['another', TITLE, 'sendgate-replica-2'])
    operator.account.makeNamespace(title);
  expectDeployed(await deploy(operator, ...WITH_SECRETS));
  expectWhole(operator.account);
});

test('a Worker that reads another namespace goes on reading that one', async () => {
  await using operator = await meetOperator();
  const own = operator.account.makeNamespace('of-the-operator');
  operator.account.makeNamespace(TITLE);
  const bindings = [
    { type: 'kv_namespace', name: 'REPLICA', namespace_id: own.id },
    { type: 'secret_text', name: 'OPERATOR_TOKEN', text: OPERATOR_TOKEN },
  ];
  operator.account.upload('sendgate', { bindings });
  expectDeployed(await deploy(operator));
  expectWhole(operator.account, 'sendgate', 'of-the-operator');
});

test('an id in wrangler.toml is used, and nothing is made', async () => {
  await using operator = await meetOperator();
  const own = operator.account.makeNamespace('of-the-operator');
  replaceIn(operator, 'binding = "REPLICA"', `binding = "REPLICA"\nid = "${own.id}"`);
  expectDeployed(await deploy(operator, ...WITH_SECRETS));
  expectWhole(operator.account, 'sendgate', 'of-the-operator');
  expect(operator.account.namespaces).toEqual([own]);
});

test('under another name it has a namespace of its own, which it finds again too', async () => {
  await using operator = await meetOperator();
  expectDeployed(await deploy(operator, ...WITH_SECRETS));
  operator.account.makeNamespace('gate-2-replica');
  const args = ['--name', 'gate-2', ...WITH_SECRETS];
  expectDeployed(await deploy(operator, ...args), 'https://gate-2.operator.workers.dev');
  expectWhole(operator.account, 'gate-2', 'gate-2-replica');
  expectWhole(operator.account);
});

test('a configuration of the operator’s own, with its account, is the one that is deployed, mended too', async () => {
  await using operator = await meetOperator({ CLOUDFLARE_ACCOUNT_ID: '' });
  operator.account.makeNamespace(TITLE);
  setFailMode(operator);
  operator.write('ours.toml', `account_id = "${ACCOUNT_ID}"\n${operator.read('wrangler.toml')}`);
  setFailMode(operator, 'closed');
  expectDeployed(await deploy(operator, '-c', 'ours.toml', ...WITH_SECRETS));
  expectWhole(operator.account);
  expect(failModeOf(operator)).toBe('open');
});

test('where the namespace can’t be found, it says what to do, and ends with 1', async () => {
  await using operator = await meetOperator();
  operator.account.makeNamespace(TITLE);
  operator.account.listIsBehind = true;
  const { exitCode, output } = await deploy(operator, ...WITH_SECRETS);
  expect(output).toContain(`The namespace "${TITLE}" could not be found. Put its id beside`);
  expect(exitCode).toBe(1);
});

test('a dry run asks Cloudflare nothing', async () => {
  await using operator = await meetOperator();
  const { exitCode, output } = await deploy(operator, '--dry-run', '--outdir', 'dist');
  expect(output).toContain('--dry-run: exiting now.');
  expect(exitCode).toBe(0);
  expect(operator.requests).toEqual([]);
});

function replaceIn(operator: Operator, was: string, is: string): void {
  const before = operator.read('wrangler.toml');
  expect(before).toContain(was);
  operator.write('wrangler.toml', before.replace(was, is));
}

function setFailMode(operator: Operator, mode = 'open'): void {
  const before = operator.read('wrangler.toml');
  operator.write('wrangler.toml', before.replace(/FAIL_MODE = "\w+"/, `FAIL_MODE = "${mode}"`));
}

function failModeOf({ account }: Operator): unknown {
  const { bindings } = account.expectWorker('sendgate');
  return bindings.find(({ name }) => name === 'FAIL_MODE')?.text;
}
