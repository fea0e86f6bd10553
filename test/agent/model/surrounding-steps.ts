/** Steps of networks, machines, clocks and versions. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { ask, asks, at, type Scene, step } from './asked-step.ts';
import { type Fault, type FeedFault, WELL } from './model-front.ts';
import type { Route } from './model-worker.ts';
import { value, which } from './operator-steps.ts';
import { type Disk, TestedAgent } from './tested-agent.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export const failing = step(
  fc.record({
    check: fc.constantFrom<Fault>(
      ...([
        'well',
        'gone',
        'gone',
        'flapping',
        '503',
        'nonsense',
        'unread-deny',
        'unread-allow',
      ] as const),
      'gone',
      'slow',
    ),
    feed: fc.constantFrom<FeedFault>(
      ...(['well', 'gone', 'gone', 'flapping', '503', 'nonsense', 'lies', 'unreadable'] as const),
    ),
  }),
  ({ check, feed }) => `faults ${check} ${feed}`,
  async ({ world }, faults) => {
    world.worker.front.faults = faults;
  },
);

export const healing = step(
  fc.constant(0),
  () => 'all is well',
  async ({ world }) => {
    world.worker.front.faults = WELL;
  },
);

export const routing = step(
  fc.constantFrom<Route>('newer', 'newer', 'open', 'older'),
  (route) => `Worker ${route}`,
  async ({ world }, route) => {
    world.worker.route = route;
  },
);

export const passing = step(
  fc.constantFrom(0.5, 5, 11, 11, 25, 31, 70).map((seconds) => seconds * SECOND_MS),
  (ms) => `${ms / SECOND_MS} s pass`,
  ({ agent }, ms) => agent.pass(ms),
);

/** The machine is so busy, or sleeps, that no timer runs meanwhile. */
export const sleeping = step(
  fc.tuple(
    fc.constantFrom(29, 31, 20 * 60, 59 * 60, 61 * 60, 26 * 3_600).map((s) => s * SECOND_MS),
    fc.boolean(),
  ),
  ([ms, isAsleep]) => `${ms / SECOND_MS} s without a timer${isAsleep ? ', asleep' : ''}`,
  async ({ agent }, [ms, isAsleep]) => agent.jump(ms, isAsleep),
);

const STEPS_OF_CLOCKS = [-40 * 24 * HOUR_MS, -2 * HOUR_MS, -5 * MINUTE_MS, -20 * SECOND_MS];
const stepOfClock = fc.constantFrom(...STEPS_OF_CLOCKS.flatMap((ms) => [ms, -ms]));

export const clocking = step(
  stepOfClock,
  (ms) => `clock ${ms / SECOND_MS} s`,
  async ({ wall }, ms) => {
    wall.now += ms;
  },
);

type Ending = 'stop' | 'kill' | 'kill halfway';
type Damage = 'none' | 'cut' | 'flipped' | 'empty' | 'gone';

export const restarting = step(
  fc.record({
    ending: fc.constantFrom<Ending>('stop', 'kill', 'kill halfway', 'kill halfway'),
    damage: fc.constantFrom<Damage>(
      'none',
      'none',
      'none',
      'none',
      'cut',
      'flipped',
      'empty',
      'gone',
    ),
    downMs: fc.constantFrom(1, 20, 90, 50 * 60, 3 * 3_600).map((s) => s * SECOND_MS),
    clockMs: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: stepOfClock },
    ),
    isAway: fc.boolean(),
  }),
  ({ ending, damage, downMs, clockMs, isAway }) =>
    `${ending} ${damage} ${downMs / SECOND_MS} s ${clockMs / SECOND_MS} s ${isAway ? 'away' : ''}`,
  async (scene, { ending, damage, downMs, clockMs, isAway }) => {
    const { agent, wall, world } = scene;
    const disk = ending === 'stop' ? await agent.stop() : await agent.kill(ending !== 'kill');
    wall.now += downMs + clockMs;
    if (isAway) world.worker.front.faults = { check: 'gone', feed: 'gone' };
    await startAgain(scene, { ...disk, kept: damaged(disk, damage) });
  },
);

function damaged({ folder, kept }: Disk, damage: Damage): Disk['kept'] {
  if (damage === 'none') return kept;
  const path = `${folder}/state`;
  try {
    const bytes = readFileSync(path);
    const middle = Math.floor(bytes.byteLength / 2);
    if (damage === 'gone') rmSync(path);
    else if (damage === 'empty') writeFileSync(path, '');
    else if (damage === 'cut') writeFileSync(path, bytes.subarray(0, middle));
    else {
      // To change it twice must not bring back what it was.
      bytes.writeUInt8((bytes.readUInt8(middle) + 1) % 256, middle);
      writeFileSync(path, bytes);
    }
  } catch {
    // There was no file.
  }
  return [undefined];
}

async function startAgain(scene: Scene, { folder, kept }: Disk): Promise<void> {
  const { world, wall, token } = scene;
  const { front } = world.worker;
  const place = { front, book: world.book, folder, wall, token: token.token, kept };
  scene.agent = await TestedAgent.start(place);
}

/** An answer of the feed is on its way for so long. Meanwhile things happen. */
export const late = step(
  fc.record({
    ms: fc.constantFrom(1, 29, 45, 20 * 60).map((s) => s * SECOND_MS),
    end: fc.constantFrom('deliver' as const, 'deliver' as const, 'fail' as const, 'kill' as const),
    edit: fc.option(fc.tuple(which, value), { nil: undefined }),
    asked: asks,
  }),
  ({ ms, end, edit }) => `a page is ${ms / SECOND_MS} s late, ${end}, ${edit ?? ''}`,
  async (scene, { ms, end, edit, asked }) => {
    const { agent, world, wall } = scene;
    const hold = world.worker.front.holdFeed();
    await agent.pass(70 * SECOND_MS, hold.held);
    await hold.held;
    if (edit && world.account(at(world.names, edit[0])))
      await world.toggleEntry(at(world.names, edit[0]), edit[1], undefined);
    agent.jump(ms, false);
    for (const [login, address] of asked) await ask(scene, login, address, true);
    if (end === 'kill') {
      const disk = await agent.kill(true);
      hold.release('fail');
      wall.now += SECOND_MS;
      await startAgain(scene, disk);
    } else {
      hold.release(end);
      await agent.concluded();
    }
  },
);
