/**
 * Runs the pages of the integrations from top to bottom in a copy of their folder. Calls to the API
 * go to a Sendgate on this machine. Commands that copy and change files do so below a folder that
 * stands for the host's root.
 */
import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeProgram } from '../exports/describe-program.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { INTEGRATIONS } from '../mail/published-file.ts';
import { type Deployed, startDeployed } from './deployed.ts';
import { PROGRAMS_NOT_RUN } from './not-run.ts';
import { commandsOf } from './page-commands.ts';
import { scriptOf } from './page-script.ts';

const MAX_MS = 50_000;
const SENDER = 'sender@example.com';
const CI = 'ci@example.com';
const OFFICE = '192.0.2.7';
/** The folders that a host has before the page begins. */
const FOLDERS = [
  'etc/dovecot/conf.d',
  'etc/exim4/conf.d/acl',
  'etc/exim4/conf.d/auth',
  'etc/exim4/conf.d/main',
  'etc/haraka/config',
  'etc/haraka/plugins',
  'etc/nginx/conf.d',
  'etc/postfix',
  'etc/sendgate',
  'etc/systemd/system',
  'usr/local/bin',
  'usr/local/lib',
];

interface Case {
  /** The roles of the tokens that the page waits for, in their order. */
  readonly waitsFor: readonly ('operator' | 'manager' | 'checker')[];
  /** A file that the page fills in; `SENDGATE` stands for the address of the Worker. */
  readonly filled?: readonly [path: string, line: string];
  /** The file that has the agent's token before the command, with which the direct way begins. */
  readonly held?: readonly [before: string, path: string];
  /** The page makes an account for its test, and does not delete it. */
  readonly tested?: true;
}

const PAGES: Readonly<Record<string, Case>> = {
  agent: { waitsFor: ['operator'], filled: ['etc/sendgate/agent.conf', 'SENDGATE_URL=SENDGATE'] },
  'api-sending': { waitsFor: ['operator', 'checker', 'manager'] },
  dovecot: {
    waitsFor: ['operator'],
    held: ['(umask 077 && cp sendgate-token', '/etc/dovecot/conf.d/sendgate-token.conf.ext'],
  },
  exim: {
    waitsFor: ['operator'],
    filled: ['etc/exim4/sendgate.curlrc', 'SENDGATE/v1/check'],
    held: ['install -o root -g Debian-exim -m 0640 sendgate', '/etc/exim4/sendgate.curlrc'],
    tested: true,
  },
  exports: { waitsFor: ['manager'] },
  'github-action': { waitsFor: ['operator'] },
  haraka: {
    waitsFor: ['operator'],
    filled: ['etc/haraka/config/sendgate.ini', 'url = SENDGATE'],
    tested: true,
  },
  nginx: {
    waitsFor: ['operator'],
    held: ['(umask 077 && cp sendgate-token', '/etc/nginx/sendgate-token.conf'],
  },
  postfix: {
    waitsFor: ['operator'],
    filled: ['etc/sendgate/agent.conf', 'SENDGATE_POLICY=fd:3'],
    tested: true,
  },
  stalwart: { waitsFor: ['operator'], tested: true },
};

const run = promisify(execFile);

/** The relay token of the agent that runs on the host. */
const AGENT_TOKEN = 'sgr_of-the-agent';

/** `root` stands for the host’s root. */
async function type(
  name: string,
  { held }: Case,
  root: string,
  { api, url }: Deployed,
  answers: readonly string[],
) {
  cpSync(INTEGRATIONS, join(root, 'integrations'), { recursive: true });
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'etc/sendgate/relay-token'), `${AGENT_TOKEN}\n`, { mode: 0o600 });
  const between = {
    'LEASE=': 'SENDGATE_TOKEN=$CI_TOKEN',
    ...(held && { [held[0]]: `grep -q 'Bearer ${AGENT_TOKEN}"\\?;\\?$' ${held[1]}` }),
  };
  const page = scriptOf(`integrations/${name}/README.md`, { answers, secret: '', url, between });
  const script = page.replace(/(?<![\w.])\/(?=etc\/|usr\/local\/)/g, `${root}/`);
  const { PATH } = process.env;
  const env = { PATH, CI_TOKEN: await api.issueAccountToken(CI) };
  const cwd = join(root, 'integrations', name);
  await run('bash', ['-c', script], { cwd, env, timeout: MAX_MS });
}

async function tokensFor({ waitsFor }: Case, { api, operatorToken }: Deployed): Promise<string[]> {
  const tokens: string[] = [];
  for (const role of waitsFor) {
    if (role === 'manager') await api.createAccount(SENDER);
    tokens.push(role === 'manager' ? await api.issueAccountToken(SENDER) : operatorToken);
  }
  return tokens;
}

it('there is a case for each page, and each program that is not run stands on one', () => {
  const pages = globSync('*/README.md', { cwd: INTEGRATIONS }).map(dirname).sort();
  expect(Object.keys(PAGES).sort()).toEqual(pages);
  const commands = pages.flatMap((name) => commandsOf(`integrations/${name}/README.md`)).join('\n');
  const isNamed = (program: string) => new RegExp(`(^|[(&] *)${program} `, 'm').test(commands);
  expect(Object.keys(PROGRAMS_NOT_RUN).filter((program) => !isNamed(program))).toEqual([]);
});

describeProgram('the commands of the page of', { curl: 'curl', node: 'node' }, () => {
  let deployed: Deployed;

  beforeAll(async () => {
    deployed = await startDeployed();
  });
  afterEach(() => deployed.deleteAccounts());
  afterAll(() => deployed[Symbol.asyncDispose]());

  describe.each(Object.entries(PAGES))('%s', (name, page) => {
    it('do what they say, one after the other', async () => {
      using folder = temporaryFolder();
      const { api, url } = deployed;
      await api.createAccount(CI);
      await api.addEntry(CI, OFFICE);
      const tokens = await tokensFor(page, deployed);
      await type(name, page, folder.path, deployed, tokens);
      if (page.filled) {
        const [path, line] = page.filled;
        const text = readFileSync(join(folder.path, path), 'utf8');
        expect(text).toContain(line.replace(/SENDGATE(?![_\w])/, url));
      }
      if (page.tested) {
        const { entries } = await api.readAllowlist('sendgate-test@example.com');
        expect(entries.map(({ value }) => value)).toEqual(['203.0.113.7']);
      }
    });
  });
});
