/** The published script that cron runs, against the real Worker. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SendgateServer, startServer } from '../../local/server.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';
import { describeProgram } from './describe-program.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

const SCRIPT = fileURLToPath(
  new URL('../../integrations/exports/sendgate-export', import.meta.url),
);
const START_MS = 60_000;

describeProgram('sendgate-export, run by cron', { sh: 'sh', curl: 'curl' }, (folder) => {
  let server: SendgateServer;
  let api: SendgateApi;
  let accounts = 0;

  beforeAll(async () => {
    const stateDir = join(folder(), 'state');
    mkdirSync(stateDir);
    server = await startServer({ port: 0, host: '127.0.0.1', stateDir });
    api = new SendgateApi(server.url, server.operatorToken);
    writeFileSync(join(folder(), 'header'), `Authorization: Bearer ${server.operatorToken}\n`);
  }, START_MS);
  afterAll(() => server.close());

  /**
   * Makes an account with a list, its file, and a command that leaves a line each time it is run.
   */
  async function place() {
    const account = `ada+${++accounts}@example.com`;
    const file = join(folder(), `${accounts}.allow`);
    const ran = `${file}.ran`;
    await api.createAccount(account);
    await api.addEntry(account, '192.0.2.1');
    const run = (
      settings: Record<string, string> = {},
      ...args: string[]
    ): Promise<ProgramResult> =>
      runProgram('env', [
        `SENDGATE_URL=${server.url}`,
        `SENDGATE_HEADER=${join(folder(), 'header')}`,
        ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
        SCRIPT,
        ...(args.length > 0 ? args : [account, 'nginx-allow', file]),
        'sh',
        '-c',
        `echo x >>'${ran}'`,
      ]);
    const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    const runs = () => (existsSync(ran) ? readFileSync(ran, 'utf8').length / 2 : 0);
    return { account, file, run, read, runs };
  }

  it('writes the file and runs the command when the list has changed, else neither', async () => {
    const { account, run, read, runs } = await place();
    expect(await run()).toEqual({ code: 0, output: '' });
    expect(read()).toContain('allow 192.0.2.1/32;\ndeny all;\n');
    expect(await run()).toEqual({ code: 0, output: '' });
    expect(runs()).toBe(1);
    await api.addEntry(account, '192.0.2.9');
    expect(await run()).toEqual({ code: 0, output: '' });
    expect(read()).toContain('allow 192.0.2.9/32;');
    expect(runs()).toBe(2);
  });

  it('brings back a file that was lost, though the list has not changed', async () => {
    const { file, run, read } = await place();
    await run();
    rmSync(file);
    await run();
    expect(read()).toContain('allow 192.0.2.1/32;');
  });

  it('runs a command that failed again the next time', async () => {
    const { account, file, run, runs } = await place();
    const failing = await runProgram('env', [
      `SENDGATE_URL=${server.url}`,
      `SENDGATE_HEADER=${join(folder(), 'header')}`,
      SCRIPT,
      account,
      'nginx-allow',
      file,
      'false',
    ]);
    expect(failing.code).not.toBe(0);
    expect((await run()).code).toBe(0);
    expect(runs()).toBe(1);
  });

  it.each([
    ['the Worker is down', { SENDGATE_URL: 'http://127.0.0.1:1' }, 'not brought up to date'],
    ['the token is wrong', { SENDGATE_HEADER: '/dev/null' }, 'answered 401: '],
  ])('leaves the file as it was when %s', async (_what, settings, message) => {
    const { run, read, runs } = await place();
    await run();
    const before = read();
    const { code, output } = await run(settings);
    expect(code).not.toBe(0);
    expect(output).toContain(message);
    expect(read()).toBe(before);
    expect(runs()).toBe(1);
  });

  it.each([
    ['an account that no URL can carry as it stands', 'a b@example.com', 'csv', 'percent-encode'],
    ['an account with a path in it', '../x', 'csv', 'percent-encode'],
    ['a format with more in it', 'a@example.com', 'csv&x=y', 'no such format'],
    ['an account there is none of', 'a@example.com', 'csv', 'answered 404: The account has not'],
  ])('refuses %s', async (_what, account, format, message) => {
    const { run, file, read } = await place();
    const { code, output } = await run({}, account, format, file);
    expect(code).not.toBe(0);
    expect(output).toContain(message);
    expect(read()).toBeUndefined();
  });

  it('says of a format there is none of what the API says of it', async () => {
    const { account, file, run, read } = await place();
    const headers = { authorization: `Bearer ${server.operatorToken}` };
    const path = `/v1/accounts/${account}/export?format=iptables`;
    const answer = await fetch(new URL(path, server.url), { headers });
    const { detail } = (await answer.json()) as { detail: string };
    const { code, output } = await run({}, account, 'iptables', file);
    expect(code).not.toBe(0);
    expect(output).toContain(`answered ${answer.status}: ${detail}`);
    expect(read()).toBeUndefined();
  });

  it.each(['/', '///'])('takes an address that ends in %s', async (end) => {
    const { run, read } = await place();
    expect(await run({ SENDGATE_URL: `${server.url}${end}` })).toEqual({ code: 0, output: '' });
    expect(read()).toContain('allow 192.0.2.1/32;');
  });

  it('takes localhost for this machine, whatever proxy is set', async () => {
    const { run, read } = await place();
    const url = server.url.replace('127.0.0.1', 'localhost');
    const proxy = 'http://127.0.0.1:1';
    const settings = { SENDGATE_URL: url, http_proxy: proxy, all_proxy: proxy };
    expect(await run(settings)).toEqual({ code: 0, output: '' });
    expect(read()).toContain('allow 192.0.2.1/32;');
  });

  it.each([
    'http://sendgate.example.com',
    'http://192.0.2.1:8787',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://[::1].example.com',
    'http://127.0.0.1@example.com',
    'http://127.0.0.1:80@example.com',
    'http://example.com/127.0.0.1',
    'http://127.0.0.1\\@example.com',
    'sendgate.example.com',
    '127.0.0.1:8787',
    'ftp://127.0.0.1',
    'https://',
  ])('asks nothing of %s', async (url) => {
    const { run, read } = await place();
    // If the script asked a proxy in place of the address, the question would be seen there.
    const asked: unknown[] = [];
    await using proxy = await openProxy((target) => asked.push(target));
    const settings = { SENDGATE_URL: url, http_proxy: proxy.url, all_proxy: proxy.url };
    const { code, output } = await run(settings);
    expect(output).toContain('SENDGATE_URL looks like https://sendgate.example.com');
    expect(code).toBe(1);
    expect(asked).toEqual([]);
    expect(read()).toBeUndefined();
  });

  it('takes no answer for the list that is none', async () => {
    const { run, read } = await place();
    await using empty = await openProxy(() => {});
    const { code, output } = await run({ SENDGATE_URL: empty.url });
    expect(output).toContain('nothing came');
    expect(code).toBe(1);
    expect(read()).toBeUndefined();
  });
});

/** Answers everything with an empty body, and tells which address it was asked for. */
async function openProxy(tell: (target: string | undefined) => void) {
  const proxy = createServer((request, response) => {
    tell(request.url);
    response.end();
  });
  proxy.on('connect', (request, socket) => {
    tell(request.url);
    socket.destroy();
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      proxy.close();
      proxy.closeAllConnections();
      await once(proxy, 'close');
    },
  };
}
