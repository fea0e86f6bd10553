import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  isRemote,
  parseHttpListenAddress,
  parsePolicyListenAddress,
} from '../../../agent/settings/listen-address.ts';
import { helpText, OPTION_NAMES, optionOf } from '../../../agent/settings/options.ts';
import { readSettings, type Settings } from '../../../agent/settings/settings.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

let files = 0;
function fileOf(text: string, mode = 0o600): string {
  files += 1;
  const path = join(folder.path, `file-${files}`);
  writeFileSync(path, text, { mode });
  return path;
}

const TOKEN = fileOf('the-relay-token\n');
const NEEDED = ['--url', 'https://sendgate.example.com', '--token-file', TOKEN];

function settingsOf(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Settings {
  const settings = readSettings(args, environment);
  if (typeof settings === 'string') throw new Error(`not ${settings}`);
  return settings;
}

function problemsOf(args: readonly string[], environment: NodeJS.ProcessEnv = {}): string[] {
  try {
    readSettings(args, environment);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  throw new Error('there is no mistake');
}

it('has the defaults that the help names', () => {
  expect(settingsOf(NEEDED)).toEqual({
    task: 'run',
    url: new URL('https://sendgate.example.com/'),
    ca: undefined,
    files: { tokenFile: TOKEN, secretFile: undefined },
    credentials: { token: 'the-relay-token', secret: undefined },
    listen: [{ host: '127.0.0.1', port: 8786 }],
    policy: [],
    stateFile: undefined,
    freshMs: 30_000,
    maxStaleMs: 3_600_000,
    timeoutMs: 1500,
    maxInFlight: 32,
    maxConnections: 2000,
  });
});

it('takes a flag before the environment, and that before the file', () => {
  const config = fileOf(
    [
      '# as an EnvironmentFile',
      '; of systemd',
      '',
      'SENDGATE_URL="https://file.example.com"',
      `SENDGATE_TOKEN_FILE = ${TOKEN}`,
      "SENDGATE_LISTEN='127.0.0.1:1 [::1]:1, unix:/run/sendgate/http'",
      'SENDGATE_POLICY=fd:3',
      'SENDGATE_FRESH=10',
      'SENDGATE_MAX_STALE=10',
      'SENDGATE_TIMEOUT=2.5',
    ].join('\n'),
    0o644,
  );
  const settings = settingsOf(['--config', config, '--fresh', '30'], {
    SENDGATE_FRESH: '20',
    SENDGATE_MAX_STALE: '0',
    SENDGATE_TIMEOUT: '',
  });
  expect(settings).toMatchObject({
    url: new URL('https://file.example.com/'),
    listen: [
      { host: '127.0.0.1', port: 1 },
      { host: '::1', port: 1 },
      { path: '/run/sendgate/http' },
    ],
    policy: [{ fd: 3 }],
    freshMs: 30_000,
    maxStaleMs: 0,
    timeoutMs: 2500,
  });
  expect(settingsOf([], { SENDGATE_CONFIG: config })).toMatchObject({ freshMs: 10_000 });
});

it('names everything that is missing or wrong, each with the form wanted', () => {
  const lines = problemsOf(
    ['--fresh', '301', '--listen', '8786', '--listen', '127.0.0.1:1', '--policy', '127.0.0.1:1'],
    { SENDGATE_MAX_IN_FLIGHT: 'many', SENDGATE_MAX_STALE: '604801', SENDGATE_ALLOW_REMOTE: '1' },
  );
  expect(lines).toEqual([
    expect.stringMatching(/^--url or SENDGATE_URL is missing; wanted: https:/),
    expect.stringMatching(/^--token-file or SENDGATE_TOKEN_FILE is missing; wanted: FILE/),
    expect.stringMatching(/^--listen can’t be "8786"; wanted: 127\.0\.0\.1:8786, \[::1]:8786,/),
    expect.stringMatching(/^--policy can’t be "127\.0\.0\.1:1"; wanted: inet:127\.0\.0\.1:10045/),
    expect.stringMatching(/^SENDGATE_ALLOW_REMOTE can’t be "1"; wanted: yes or no/),
    expect.stringMatching(/^--fresh can’t be "301"; wanted: 0-300/),
    expect.stringMatching(/^SENDGATE_MAX_STALE can’t be "604801"; wanted: 0-604800/),
    expect.stringMatching(/^SENDGATE_MAX_IN_FLIGHT can’t be "many"; wanted: 1-1000/),
  ]);
});

it.each<[string, string[], RegExp]>([
  ['an unknown flag', ['--fail-open'], /^Unknown option '--fail-open'.*; see --help$/],
  ['a number below 0', ['--fresh', '-1'], /--fresh.*; wanted: --fresh=0-300; see --help$/],
  ['a flag without its value', ['--fresh'], /--fresh.*; wanted: --fresh=0-300; see --help$/],
  ['a password in the URL', ['--url', 'https://ada:s3cret@example.com'], /"https:\/\/…@example/],
  ['http over a network', ['--url', 'http://sendgate.example.com'], /--url can’t be/],
  ['nobody could ask', ['--listen', 'none'], /nobody could ask/],
  ['a listener for everyone', ['--listen', '0.0.0.0:8786'], /0\.0\.0\.0, beyond this machine/],
  ['a policy listener for everyone', ['--policy', 'inet:[::]:10045'], /::, beyond this machine/],
  ['a timeout of nothing', ['--timeout', '0'], /wanted: 0\.1-30/],
  ['a number that is none', ['--fresh', '1e1'], /wanted: 0-300/],
  ['a CA file without a certificate', ['--ca-file', fileOf('nothing')], /no certificate/],
  [
    'no such token file',
    ['--token-file', '/nowhere/token'],
    /^--token-file: token file \/nowhere\/token: there is no such file$/,
  ],
  [
    'a token of two words',
    ['--token-file', fileOf('two words')],
    /must hold the relay token, on one line/,
  ],
  ['a token for everyone', ['--token-file', fileOf('a', 0o644)], /everyone can read it; chmod 600/],
  // A chmod of such a one would break the machine.
  [
    'a folder of tokens',
    ['--token-file', '/tmp'],
    /\/tmp: it is a folder; wanted: a file with the/,
  ],
  ['a device', ['--secret-file', '/dev/null'], /it is no regular file; wanted: a file with the se/],
  [
    'no such CA file',
    ['--ca-file', '/nowhere/ca'],
    /^--ca-file: CA file \/nowhere\/ca: there is no/,
  ],
  ['a short secret', ['--secret-file', fileOf('short')], /secret file .*fewer than 16 characters/],
  [
    'a secret of two lines',
    ['--secret-file', fileOf('two\nlines')],
    /^--secret-file: secret file .*must hold the secret, on one/,
  ],
  [
    'no such file',
    ['--config', '/nowhere/agent.env'],
    /configuration file \/nowhere\/agent\.env: there is no such file/,
  ],
  ['an unknown setting', ['--config', fileOf('\nSENDGATE_FRSH=1')], /line 2: .*SENDGATE_FRSH/],
  ['a line that is none', ['--config', fileOf('fresh 10')], /line 1: wanted: VARIABLE=value/],
  [
    'a setting twice',
    ['--config', fileOf('SENDGATE_FRESH=1\nSENDGATE_FRESH=2')],
    /line 2: SENDGATE_FRESH stands there twice/,
  ],
  [
    'a wrong value',
    ['--config', fileOf('SENDGATE_FRESH=x')],
    /file-\d+: SENDGATE_FRESH can’t be "x"/,
  ],
])('refuses %s', (_title, args, problem) => {
  const lines = problemsOf([...NEEDED, ...args]);
  expect(lines).toEqual([expect.stringMatching(problem)]);
  expect(lines[0]).not.toMatch(/s3cret|two words/);
});

it('listens beyond this machine when it is told to', () => {
  const args = ['--listen', '0.0.0.0:8786', '--listen', '192.0.2.1:8786'];
  expect(settingsOf([...NEEDED, ...args, '--allow-remote']).listen).toHaveLength(2);
  expect(settingsOf([...NEEDED, ...args], { SENDGATE_ALLOW_REMOTE: 'yes' }).listen).toHaveLength(2);
});

it('serves Postfix alone when HTTP is none', () => {
  const args = ['--listen', 'none', '--policy', 'unix:/run/policy'];
  const settings = settingsOf([...NEEDED, ...args]);
  expect(settings).toMatchObject({ listen: [], policy: [{ path: '/run/policy' }] });
});

it.each([
  ['127.0.0.1:8786', { host: '127.0.0.1', port: 8786 }],
  ['[::1]:8786', { host: '::1', port: 8786 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
  ['unix:/run/sendgate/http', { path: '/run/sendgate/http' }],
  ['fd:3', { fd: 3 }],
  ['unix:private/sendgate', undefined],
  ['127.0.0.1:65536', undefined],
  ['::1:8786', undefined],
  ['http://127.0.0.1:1', undefined],
  ['8786', undefined],
  ['fd:x', undefined],
])('the listen address %s is %o, with inet: in front for Postfix', (text, address) => {
  expect(parseHttpListenAddress(text)).toEqual(address);
  const isInet = address === undefined || 'host' in address;
  expect(parsePolicyListenAddress(isInet ? `inet:${text}` : text)).toEqual(address);
});

it.each([
  ['127.0.0.1', false],
  ['127.9.9.9', false],
  ['::1', false],
  ['localhost', false],
  ['0.0.0.0', true],
  ['::', true],
  ['127.0.0.1.example.com', true],
  ['192.0.2.1', true],
])('%s is beyond this machine: %s', (host, isBeyond) => {
  expect(isRemote({ host, port: 1 })).toBe(isBeyond);
});

it('the help names every flag with its variable, form and default', () => {
  const help = helpText();
  for (const name of OPTION_NAMES) {
    const { variable, form, default: standard } = optionOf(name);
    expect(help).toContain(`--${name}${form ? ` ${form}` : ''}\n`);
    if (variable) expect(help).toContain(variable);
    if (standard) expect(help).toContain(`default ${standard}`);
  }
  expect(readSettings(['--help'], {})).toBe('help');
  expect(readSettings(['--version'], {})).toBe('version');
});
