import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { STARTING } from '../../local/announcement.ts';
import { makeOwnCopy } from './own-copy.ts';
import { processesOf } from './processes-of.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const onLinux = test.runIf(process.platform === 'linux');

async function expectNothingLeft(stateDir: string): Promise<void> {
  await vi.waitFor(() => expect(processesOf(stateDir)).toEqual([]), { timeout: 2_000 });
}

onLinux.for([
  ['SIGINT', 'kill'],
  ['SIGTERM', 'kill'],
  ['SIGINT', 'killGroup'],
] as const)(
  '%s (%s) ends it with 0 within two seconds, and leaves no process',
  async ([signal, way]) => {
    using folder = temporaryFolder();
    await using run = new StartProcess({ STATE_DIR: folder.path });
    await run.printed(/Ctrl-C ends it/);
    expect(processesOf(folder.path).join('\n')).toContain('workerd serve');
    const asked = performance.now();
    run[way](signal);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(run.errors).toBe('');
    await expectNothingLeft(folder.path);
  },
);

onLinux('Ctrl-C while it is still starting ends it with 0 and says no more', async () => {
  using folder = temporaryFolder();
  // This copy has nothing bundled yet.
  const { start } = makeOwnCopy(join(folder.path, 'copy'));
  await using run = new StartProcess({ STATE_DIR: folder.path }, start);
  const starting = () => expect(processesOf(folder.path).join()).toContain('--dry-run');
  await vi.waitFor(starting, { timeout: 20_000, interval: 5 });
  run.killGroup('SIGINT');
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(run.output).toBe(STARTING);
  expect(run.errors).toBe('');
  await expectNothingLeft(folder.path);
});

onLinux('SIGKILL leaves no workerd behind', async () => {
  using folder = temporaryFolder();
  await using run = new StartProcess({ STATE_DIR: folder.path });
  await run.printed(/Ctrl-C ends it/);
  run.kill('SIGKILL');
  await run.ended;
  await expectNothingLeft(folder.path);
});
