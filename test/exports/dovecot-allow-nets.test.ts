import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServerProcess } from '../mail/owned-process.ts';
import { render, SOURCES } from '../shared/exports/build-source.ts';
import { describeProgram } from './describe-program.ts';
import { PROBES, STATES, type State, wantedOf } from './expected-verdicts.ts';
import { runProgram } from './run-program.ts';

const README = new URL('../../integrations/exports/dovecot-allow-nets.conf', import.meta.url);
const PROGRAMS = { dovecot: 'dovecot', doveadm: 'doveadm', doveconf: 'doveconf' };
const PASSWORD = 'correct-horse';

const loginOf = (state: State) => `${state.replaceAll(' ', '-')}@example.com`;

describeProgram('dovecot-allow-nets, read by Dovecot', PROGRAMS, (folder) => {
  let server: AsyncDisposable | undefined;
  const configuration = () => join(folder(), 'dovecot.conf');

  /** Whether a login from an address is accepted. An empty text stands for no address. */
  async function logsIn(login: string, password: string, address: string): Promise<boolean> {
    const from = address === '' ? [] : ['-x', `rip=${address}`];
    const args = ['-c', configuration(), 'auth', 'test', ...from, login, password];
    const { output } = await runProgram('doveadm', args);
    if (/auth succeeded/.test(output)) return true;
    if (/auth failed/.test(output)) return false;
    throw new Error(output);
  }

  beforeAll(async () => {
    // One file serves many accounts: it has their exports one after the other.
    const lists = STATES.map((state) =>
      render('dovecot-allow-nets', { ...SOURCES[state], account: loginOf(state) }),
    );
    const logins = [...STATES.map(loginOf), 'unlisted@example.com'];
    writeFileSync(join(folder(), 'sendgate.nets'), lists.join(''), { mode: 0o644 });
    writeFileSync(
      join(folder(), 'users'),
      logins.map((login) => `${login}:{PLAIN}${PASSWORD}\n`).join(''),
      { mode: 0o644 },
    );
    writeFileSync(configuration(), configurationOf(folder()));
    server = await startServerProcess({
      command: 'dovecot',
      args: ['-F', '-c', configuration()],
      outputFile: join(folder(), 'output'),
      logFile: join(folder(), 'log'),
      listeners: [join(folder(), 'run', 'auth-client')],
    });
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  it('is a configuration that doveconf takes', async () => {
    const { code, output } = await runProgram('doveconf', ['-c', configuration(), '-n']);
    expect(code, output).toBe(0);
    expect(output).toContain('sendgate.nets');
  });

  it.each(STATES)(
    'lets in whom a list that is %s lets in, with the right password',
    async (state) => {
      const verdicts = await Promise.all(
        PROBES.map(async (address) => [address, await logsIn(loginOf(state), PASSWORD, address)]),
      );
      expect(Object.fromEntries(verdicts)).toEqual(wantedOf(state));
    },
  );

  it.each(STATES)('lets no one in with a wrong password, when the list is %s', async (state) => {
    expect(await logsIn(loginOf(state), 'wrong', '198.51.100.7')).toBe(false);
  });

  it('refuses a login that no export is of, and one whose address is not known', async () => {
    expect(await logsIn('unlisted@example.com', PASSWORD, '198.51.100.7')).toBe(false);
    expect(await logsIn(loginOf('enforced'), PASSWORD, '')).toBe(false);
  });
});

/** Puts the published passdbs into the rest of a server's configuration. */
function configurationOf(folder: string): string {
  const passdbs = readFileSync(README, 'utf8')
    .replace('/etc/dovecot/users', join(folder, 'users'))
    .replace('/etc/dovecot/sendgate.nets', join(folder, 'sendgate.nets'));
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols =
auth_failure_delay = 0
auth_mechanisms = plain
${passdbs}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent
}
service auth {
  unix_listener auth-client {
    mode = 0666
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}
