import { chmodSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseSendgateUrl } from '../../integrations/client/sendgate-url.mjs';
import { parseListenAddress } from '../../integrations/postfix/policyd/listen-address.mjs';
import { describePolicyd } from './describe-policyd.ts';
import { flagsFor } from './policyd-flags.ts';
import { runPolicyd } from './policyd-process.ts';

const EX_CONFIG = 78;

async function errorsOf(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  await using policyd = runPolicyd(args, environment);
  expect(await policyd.ended()).toBe(EX_CONFIG);
  expect(policyd.output()).toBe('');
  return policyd.errors().trimEnd().split('\n');
}

it('names everything that is missing or wrong, each with the form wanted', async () => {
  const lines = await errorsOf(['--timeout-seconds', '0', '--listen', '10045'], {
    SENDGATE_MAX_IN_FLIGHT: 'many',
  });
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/--url or SENDGATE_URL is missing; wanted: https:/);
  expect(lines[1]).toMatch(/--token-file or SENDGATE_TOKEN_FILE is missing; wanted: FILE/);
  expect(lines[2]).toMatch(/--listen can’t be "10045"; wanted: inet:127\.0\.0\.1:10045/);
  expect(lines[3]).toMatch(/--timeout-seconds can’t be "0"; wanted: 1-60/);
  expect(lines[4]).toMatch(/SENDGATE_MAX_IN_FLIGHT can’t be "many"; wanted: 1-1000/);
});

it('refuses a flag it does not know', async () => {
  expect(await errorsOf(['--fail-open'])).toEqual([expect.stringContaining('--fail-open')]);
});

it('shows no password that a URL holds', async () => {
  const [line] = await errorsOf(['--url', 'https://ada:s3cret@sendgate.example.com']);
  expect(line).toContain('"https://…@sendgate.example.com"');
});

it.each([
  ['https://sendgate.example.com', 'https://sendgate.example.com/'],
  ['https://example.com/sendgate', 'https://example.com/sendgate/'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787/'],
  ['http://[::1]:8787/', 'http://[::1]:8787/'],
  ['http://localhost', 'http://localhost/'],
  ['http://sendgate.example.com', undefined],
  ['http://127.0.0.1.example.com', undefined],
  ['https://ada@sendgate.example.com', undefined],
  ['https://sendgate.example.com/?token=x', undefined],
  ['sendgate.example.com', undefined],
  ['ftp://sendgate.example.com', undefined],
])('the URL %s is %s', (text, href) => {
  expect(parseSendgateUrl(text)?.href).toBe(href);
});

it.each([
  ['inet:127.0.0.1:10045', { host: '127.0.0.1', port: 10045 }],
  ['inet:[::1]:10045', { host: '::1', port: 10045 }],
  ['inet:localhost:0', { host: 'localhost', port: 0 }],
  ['unix:/run/sendgate/policy', { path: '/run/sendgate/policy' }],
  ['fd:3', { fd: 3 }],
  ['unix:private/sendgate', undefined],
  ['inet:127.0.0.1:65536', undefined],
  ['inet:::1:10045', undefined],
  ['127.0.0.1:10045', undefined],
  ['fd:x', undefined],
])('the listen address %s is %o', (text, address) => {
  expect(parseListenAddress(text)).toEqual(address);
});

describePolicyd('files and --check', (worker) => {
  it('refuses a token file that everyone can read, is not there, or holds no token', async () => {
    const { directory } = worker().setUp('tokens');
    const file = `${directory}/token`;
    const errors = () => errorsOf([...flagsFor(worker()), '--token-file', file]);
    expect(await errors()).toEqual([expect.stringContaining('no such file')]);
    writeFileSync(file, 'two words\n', { mode: 0o600 });
    const [line] = await errors();
    expect(line).toMatch(/holds a relay token on one line/);
    expect(line).not.toContain('two words');
    chmodSync(file, 0o644);
    expect(await errors()).toEqual([expect.stringContaining(`chmod 600 ${file}`)]);
  });

  it('refuses a CA file without a certificate', async () => {
    const file = `${worker().setUp('authorities').directory}/ca.pem`;
    writeFileSync(file, 'nothing');
    expect(await errorsOf([...flagsFor(worker()), '--ca-file', file])).toEqual([
      expect.stringContaining('no certificate'),
    ]);
  });

  it('takes from the environment what no flag says', async () => {
    const [, url, , token, , ca] = flagsFor(worker());
    const environment = {
      SENDGATE_URL: url ?? '',
      SENDGATE_TOKEN_FILE: token ?? '',
      SENDGATE_CA_FILE: ca ?? '',
      SENDGATE_OUTAGE_MINUTES: '',
    };
    await using policyd = runPolicyd(['--check'], environment);
    expect(await policyd.ended()).toBe(0);
    expect(policyd.output()).toContain('the token is the relay token “mail test”');
  });

  it('--check fails on a token that is no relay’s, on one of nobody’s, and on silence', async () => {
    const { api, front } = worker();
    await api.createAccount('other@example.test');
    const manager = await api.issueAccountToken('other@example.test');
    const checkErrors = async (token?: string) => {
      await using policyd = runPolicyd([...flagsFor(worker(), token), '--check']);
      expect(await policyd.ended()).toBe(1);
      return policyd.errors();
    };
    expect(await checkErrors(manager)).toContain('role is manager; a relay token is wanted');
    expect(await checkErrors('nobodys-token')).toContain('Sendgate answered 401');
    await front.stop();
    expect(await checkErrors()).toContain('ECONNREFUSED');
    await front.resume();
  });

  it('--help lists every flag', async () => {
    await using policyd = runPolicyd(['--help']);
    expect(await policyd.ended()).toBe(0);
    for (const flag of ['url', 'token-file', 'outage-minutes', 'stdio', 'check'])
      expect(policyd.output()).toContain(`--${flag}`);
  });
});
