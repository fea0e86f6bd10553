import { expect, test } from 'vitest';
import { DemonstrationList } from './demonstration-list.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const OPERATOR_TOKEN = 'operator-'.repeat(4);
const DEMONSTRATED = '203.0.113.7';
const ADDRESSES = ['192.0.2', '198.51.100'].flatMap((prefix) =>
  Array.from({ length: 256 }, (_, last) => `${prefix}.${last}`),
);
const ENOUGH = 60;
const AT_ONCE = 8;

async function start(stateDir: string) {
  const run = new StartProcess({ STATE_DIR: stateDir, OPERATOR_TOKEN });
  const url = await run.printed(/listens on (\S+)/);
  await run.printed(/Ctrl-C ends it/);
  return { run, list: new DemonstrationList(url, OPERATOR_TOKEN) };
}

/** Adds addresses until an add fails, and calls back at each acknowledgement. */
async function addUntilCut(
  list: DemonstrationList,
  pending: Iterator<string>,
  acknowledge: (address: string) => void,
): Promise<void> {
  for (let next = pending.next(); !next.done; next = pending.next()) {
    try {
      await list.add(next.value);
    } catch {
      return;
    }
    acknowledge(next.value);
  }
}

test('the list survives a restart', async () => {
  using folder = temporaryFolder();
  const first = await start(folder.path);
  await using run = first.run;
  await first.list.add('198.51.100.9');
  run.kill('SIGINT');
  await run.ended;
  const second = await start(folder.path);
  await using _again = second.run;
  expect(await second.list.values()).toEqual([DEMONSTRATED, '198.51.100.9']);
});

test.each(['kill', 'killGroup'] as const)(
  'SIGKILL (%s) during a stream of adds keeps every acknowledged entry',
  async (way) => {
    using folder = temporaryFolder();
    const first = await start(folder.path);
    await using run = first.run;
    await first.list.raiseLimit(1_000);
    const acknowledged: string[] = [];
    const pending = ADDRESSES.values();
    const adding = Array.from({ length: AT_ONCE }, () =>
      addUntilCut(first.list, pending, (address) => {
        acknowledged.push(address);
        if (acknowledged.length === ENOUGH) run[way]('SIGKILL');
      }),
    );
    await Promise.all([run.ended, ...adding]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(acknowledged.length).toBeLessThan(ADDRESSES.length);

    const second = await start(folder.path);
    await using _again = second.run;
    expect(await second.list.values()).toEqual(expect.arrayContaining(acknowledged));
  },
);
