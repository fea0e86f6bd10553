import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { render, SOURCES } from '../shared/exports/build-source.ts';
import { describeProgram } from './describe-program.ts';
import { PROBES, STATES, type State, wantedOf } from './expected-verdicts.ts';
import { runProgram } from './run-program.ts';

describeProgram('postfix-cidr, looked up by postmap', { postmap: 'postmap' }, (folder) => {
  /** Asks Postfix for its action for a client at each address. */
  async function lookUp(state: State): Promise<Record<string, string>> {
    const [configuration, table] = [join(folder(), state), join(folder(), `${state}.cidr`)];
    mkdirSync(configuration, { recursive: true });
    writeSettled(join(configuration, 'main.cf'), 'compatibility_level = 3.6\n');
    writeSettled(table, render('postfix-cidr', SOURCES[state]));
    const actions = PROBES.map(async (address) => {
      const args = ['-c', configuration, '-q', address, `cidr:${table}`];
      return [address, (await runProgram('postmap', args)).output.trimEnd()];
    });
    return Object.fromEntries(await Promise.all(actions));
  }

  it.each(STATES)('decides every address of a list that is %s', async (state) => {
    const actions = await lookUp(state);
    // Postfix warns of nothing, and never says OK, which would let a listed address relay without a
    // login.
    expect(Object.values(actions).join()).toMatch(/^(DUNNO|REJECT|WARN [\w ]+|,)*$/);
    const verdicts = Object.entries(actions).map(([address, action]) => [
      address,
      action === 'DUNNO' || action.startsWith('WARN '),
    ]);
    expect(Object.fromEntries(verdicts)).toEqual(wantedOf(state));
  });

  it('warns of what a list that only observes would refuse', async () => {
    const observed = await lookUp('observed');
    expect(observed['198.51.100.9']).toMatch(/^WARN /);
    expect(observed['198.51.100.7']).toBe('DUNNO');
  });
});

/**
 * Writes the file with an old date. Postfix waits two seconds over a file that was just written, in
 * case more comes.
 */
function writeSettled(path: string, text: string): void {
  writeFileSync(path, text);
  utimesSync(path, 0, 0);
}
