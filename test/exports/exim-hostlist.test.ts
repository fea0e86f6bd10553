import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findExim } from '../mail/exim-program.ts';
import { render, SOURCES } from '../shared/exports/build-source.ts';
import { describeProgram } from './describe-program.ts';
import { PROBES, STATES, type State, wantedOf } from './expected-verdicts.ts';
import { runProgram } from './run-program.ts';

const EXIM = findExim();
const exim = (...args: string[]) => runProgram(EXIM ?? 'exim4', args, 'QUIT\r\n');

describeProgram('exim-hostlist, in Exim’s session of tests', { exim4: EXIM }, (folder) => {
  function configure(state: State): string {
    const name = state.replaceAll(' ', '-');
    const [configuration, list] = [join(folder(), `${name}.conf`), join(folder(), `${name}.hosts`)];
    writeFileSync(list, render('exim-hostlist', SOURCES[state]));
    writeFileSync(
      configuration,
      `primary_hostname = mail.example.com
exim_user = root
exim_group = root
keep_environment =
spool_directory = ${folder()}
log_file_path = ${folder()}/%slog
acl_smtp_connect = connect
hostlist senders = ${list}
begin acl
connect:
  accept hosts = +senders
  deny message = refused
`,
    );
    return configuration;
  }

  it.each(STATES)('lets in whom a list that is %s lets in', async (state) => {
    const configuration = configure(state);
    expect((await exim('-C', configuration, '-bV')).code).toBe(0);
    const verdicts = await Promise.all(
      PROBES.map(async (address) => {
        const { output } = await exim('-C', configuration, '-bh', address);
        const [greeting] = /^(220|550)/m.exec(output) ?? [];
        return [address, greeting === undefined ? output : greeting === '220'];
      }),
    );
    expect(Object.fromEntries(verdicts)).toEqual(wantedOf(state));
  });
});
