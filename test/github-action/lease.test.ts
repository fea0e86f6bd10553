import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SendgateServer, startServer } from '../../local/server.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';
import { Job } from './job.ts';

const execute = promisify(execFile);

const HOOK_MS = 60_000;
const OFFICE = '192.0.2.7';
const RUNNER = '127.0.0.1';

let server: SendgateServer | undefined;
let stateDir = '';
let accounts = 0;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'sendgate-action-'));
  const operatorToken = randomBytes(32).toString('hex');
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir, operatorToken });
}, HOOK_MS);
afterAll(async () => {
  await server?.close();
  rmSync(stateDir, { recursive: true, force: true });
}, HOOK_MS);

/** An account of its own, with these addresses on its list. */
async function accountWith(...addresses: string[]) {
  const { url, operatorToken } = server ?? { url: '', operatorToken: '' };
  const api = new SendgateApi(url, operatorToken);
  const account = `ci${++accounts}@example.test`;
  await api.createAccount(account);
  const ids: string[] = [];
  for (const address of addresses) ids.push(await api.addEntry(account, address));
  const token = await api.issueAccountToken(account);
  const values = async () => (await api.readAllowlist(account)).entries.map(({ value }) => value);
  return { api, account, ids, values, inputs: { url, account, token } };
}

it('the runner’s address is on the list for as long as the job lasts, and is said to be', async () => {
  const { api, account, values, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased.said).toContain(`::notice title=Sendgate::${RUNNER} may send until this job ends`);
  expect(leased.code).toBe(0);
  const { entries } = await api.readAllowlist(account);
  const entry = entries.find(({ value }) => value === RUNNER);
  expect(entry).toMatchObject({ remark: 'example/newsletter run 42 notify', expired: false });
  const left = Date.parse(entry?.expiresAt ?? '') - Date.now();
  expect(left).toBeGreaterThan(3_500_000);
  expect(left).toBeLessThanOrEqual(3_600_000);
  expect(job.outputs()).toEqual({ address: RUNNER, 'entry-id': entry?.id });

  const given = await job.giveBack();
  expect(given).toMatchObject({
    code: 0,
    said: expect.stringContaining('off the allowlist again'),
  });
  expect(await values()).toEqual([OFFICE]);
});

it('R6: a list that is off is not turned on', async () => {
  const { api, account, inputs } = await accountWith();
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('The allowlist is off') });
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
  expect(await api.readAllowlist(account)).toMatchObject({ mode: 'off', entries: [] });
});

it('R10: the last entry is left to expire, so that the list stays on', async () => {
  const { api, account, ids, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  await job.lease();
  await api.deleteEntry(account, ids[0] ?? '');
  const given = await job.giveBack();
  expect(given).toMatchObject({
    code: 0,
    said: expect.stringContaining('it would turn the list off'),
  });
  expect(await api.readAllowlist(account)).toMatchObject({ mode: 'enforce', count: 1 });
});

it('an address that is on the list already is left there', async () => {
  const { values, inputs } = await accountWith(OFFICE, RUNNER);
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('It stays') });
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
  expect(await values()).toEqual([OFFICE, RUNNER]);
});

it('what someone else has deleted meanwhile is no failure', async () => {
  const { api, account, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  await job.lease();
  await api.deleteEntry(account, job.outputs()['entry-id'] ?? '');
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
});

it('the job fails, with the reason, when it can’t lease', async () => {
  const { values, inputs } = await accountWith(OFFICE);
  const wrong = [
    [{ token: 'nobodys-token' }, 'Sendgate answered 401'],
    [{ 'expires-in-seconds': '60' }, 'Sendgate answered 400'],
    [{ 'expires-in-seconds': 'an hour' }, 'is a whole number'],
    [{ url: 'http://sendgate.example.com' }, 'looks like https://sendgate.example.com'],
    [{ account: '' }, 'The input “account” is missing'],
  ] as const;
  for (const [change, reason] of wrong) {
    using job = new Job({ ...inputs, ...change });
    const leased = await job.lease();
    expect(leased).toMatchObject({ code: 1, said: expect.stringContaining(reason) });
    expect(leased.said).toContain('::error title=Sendgate::');
    expect(leased.said).not.toContain(inputs.token);
  }
  expect(await values()).toEqual([OFFICE]);
});

it('a Worker that fails twice and then answers is waited for; one that is gone is a warning', async () => {
  const { values, inputs } = await accountWith(OFFICE);
  await using flaky = await failTwiceBefore(inputs.url);
  using job = new Job({ ...inputs, url: flaky.url });
  expect(await job.lease()).toMatchObject({ code: 0 });
  expect(await values()).toEqual([OFFICE, RUNNER]);
  await flaky.close();
  const given = await job.giveBack();
  expect(given).toMatchObject({ code: 0, said: expect.stringContaining('::warning') });
  expect(given.said).toContain('stays on the allowlist until it expires');
});

/** A front that answers its first two requests with 503. */
async function failTwiceBefore(url: string) {
  let failures = 2;
  const front = createServer(async (request, response) => {
    if (failures-- > 0) return void response.writeHead(503).end();
    const { host, connection, ...headers } = request.headers as Record<string, string>;
    const body = request.method === 'POST' ? await new Response(request as never).text() : null;
    const answer = await fetch(new URL(request.url ?? '', url), {
      method: request.method ?? 'GET',
      headers,
      body,
    });
    response.writeHead(answer.status).end(await answer.text());
  });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    if (!front.listening) return;
    front.close();
    front.closeAllConnections();
    await once(front, 'close');
  };
  const { port } = front.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close };
}

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

function readElsewhere(): [before: string, after: string] {
  const readme = join(import.meta.dirname, '../../integrations/github-action/README.md');
  const [, section = ''] = readFileSync(readme, 'utf8').split('## Elsewhere');
  const lines = section.split('\n').filter((line) => line.startsWith('    '));
  const [before = '', after = ''] = lines.join('\n').split('…');
  return [before, after];
}
