import { expect, it } from 'vitest';
import { CopyClock } from '../../../agent/copies/copy-clock.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2030, 0, 1);

function clockAt(wall = START, monotonic = 5_000) {
  const at = { wall, monotonic };
  const clock = new CopyClock({ wall: () => at.wall, monotonic: () => at.monotonic });
  return { at, clock };
}

it.each<[string, number, number, number]>([
  ['goes on', HOUR, HOUR, HOUR],
  ['was set back', -24 * HOUR, 1_000, 1_000],
  ['was set forward', 24 * HOUR, 1_000, 24 * HOUR],
  ['went on while the machine slept', 8 * HOUR, 1_000, 8 * HOUR],
])('the age where the clock %s', (_, wall, monotonic, age) => {
  const { at, clock } = clockAt();
  expect(clock.ageMs()).toBe(Infinity);
  clock.complete(clock.moment());
  at.wall += wall;
  at.monotonic += monotonic;
  expect(clock.ageMs()).toBe(age);
});

it('the Worker’s time counts where it is later, and the last one that was heard', () => {
  const { at, clock } = clockAt();
  expect(clock.now()).toBe(START);
  clock.hear(START + 500);
  expect(clock.now()).toBe(START + 500);
  at.wall -= 24 * HOUR;
  at.monotonic += 1_000;
  expect(clock.now()).toBe(START + 1_500);
  clock.hear(START + 1_000);
  expect(clock.now()).toBe(START + 1_000);
  at.wall = START + HOUR;
  expect(clock.now()).toBe(START + HOUR);
});

function restoredAfter(wallStep: number, beforeKeeping = 600_000) {
  const before = clockAt();
  before.clock.complete(before.clock.moment());
  before.clock.hear(START);
  before.at.wall += beforeKeeping;
  before.at.monotonic += 600_000;
  const after = clockAt(before.at.wall + wallStep, 1);
  after.clock.restore(before.clock.keep());
  return after;
}

it.each<[string, number, number]>([
  ['goes on', HOUR, 600_000 + HOUR],
  ['is a little behind', -5_000, 660_000],
  ['was set back', -61_000, Infinity],
  ['was set back to before the synchronisation', -HOUR, Infinity],
])('the age after a start where the clock %s', (_, step, age) => {
  expect(restoredAfter(step).clock.ageMs()).toBe(age);
});

it('after a start no step back makes the copies younger', () => {
  const { at, clock } = restoredAfter(HOUR);
  at.monotonic += 1_000;
  at.wall -= HOUR / 2;
  expect(clock.ageMs()).toBe(600_000 + HOUR + 1_000);
  at.wall += 10 * HOUR;
  expect(clock.ageMs()).toBe(600_000 + HOUR + 9.5 * HOUR);
});

it('a clock that was set back before the state was kept does not make it younger', () => {
  expect(restoredAfter(0, -HOUR).clock.ageMs()).toBe(600_000);
});

it('after a start no expired entry lives again', () => {
  const { at, clock } = restoredAfter(-24 * HOUR);
  expect(clock.now()).toBe(START + 600_000);
  at.monotonic += 7;
  expect(clock.now()).toBe(START + 600_007);
});

it('what was kept without a synchronisation has no age', () => {
  const { clock } = clockAt();
  const other = clockAt();
  other.clock.restore(clock.keep());
  expect(other.clock.ageMs()).toBe(Infinity);
  other.clock.restore({ beganAt: START + HOUR, keptAt: START, workerAt: null });
  expect(other.clock.ageMs()).toBe(Infinity);
});
