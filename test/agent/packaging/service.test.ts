/** The units, held by systemd's own analysis. No systemd starts them here. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { ROOT } from '../../repository/source-files.ts';
import { describeHere, findMissing } from './describe-here.ts';

const run = promisify(execFile);

const UNITS = ['sendgate-agent.service', 'sendgate-agent.socket'];
/** Ten times what systemd calls the exposure; 20 and less is its “OK”. */
const MOST_EXPOSED = 15;

/** Copies the units. A program that is there stands in for the one that the package installs. */
function copyUnits(folder: string): string[] {
  return UNITS.map((name) => {
    const text = readFileSync(join(ROOT, 'agent/packaging', name), 'utf8');
    const path = join(folder, name);
    writeFileSync(path, text.replace('/usr/bin/sendgate-agent', '/bin/true'));
    return path;
  });
}

describeHere('the service', findMissing('systemd-analyze'), () => {
  it('has no mistake that systemd finds', async () => {
    using folder = temporaryFolder();
    const { stdout, stderr } = await run('systemd-analyze', [
      ...['verify', '--man=no', '--recursive-errors=no'],
      ...copyUnits(folder.path),
    ]);
    expect(stdout + stderr).toBe('');
  });

  it('is sandboxed', async () => {
    using folder = temporaryFolder();
    const [service = ''] = copyUnits(folder.path);
    const how = ['security', '--offline=true', '--no-pager', `--threshold=${MOST_EXPOSED}`];
    const { stdout } = await run('systemd-analyze', [...how, service]);
    expect(stdout).toMatch(/Overall exposure level for sendgate-agent.service: \d\.\d OK/);
  });

  it('gets the token as a credential, and each folder that it writes to', () => {
    const text = readFileSync(join(ROOT, 'agent/packaging/sendgate-agent.service'), 'utf8');
    const lines = text.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'DynamicUser=yes',
        'LoadCredential=relay-token:/etc/sendgate/relay-token',
        'Environment=SENDGATE_TOKEN_FILE=%d/relay-token',
        'StateDirectory=sendgate-agent',
        'Environment=SENDGATE_STATE=%S/sendgate-agent/copies',
        'RuntimeDirectory=sendgate-agent',
      ]),
    );
  });
});
