import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  CALM_FETCHES,
  DEAD_AFTER_MS,
  FLOOD_WINDOW_MS,
  PacedFetch,
} from '../../../worker/replicas/paced-fetch.ts';

type Fetched = `fetch ${number}`;

const later = (value: string) => ({ value, isEarlier: false });
const earlier = (value: string) => ({ value, isEarlier: true });

/** Fetches that the test lets finish one by one. */
function controlledFetch() {
  const pending: (() => void)[] = [];
  let started = 0;
  const fetch = () => {
    const number = ++started;
    return new Promise<Fetched>((resolve) => pending.push(() => resolve(`fetch ${number}`)));
  };
  return { fetch, finish: (index: number) => pending[index]?.(), started: () => started };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

it('R7: a clock that is set back keeps no answer of before: the next question gets a fetch of its own', async () => {
  vi.setSystemTime(3_600_000);
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async (): Promise<Fetched> => `fetch ${++started}`;
  for (let asked = 0; asked < CALM_FETCHES; asked++) await paced.run('a', fetch, true);
  const flooded = await paced.run('a', fetch, true);
  expect(flooded).toEqual(earlier(`fetch ${CALM_FETCHES}`));
  vi.setSystemTime(0);
  expect(await paced.run('a', fetch, true)).toEqual(later(`fetch ${CALM_FETCHES + 1}`));
});

it('calm: each question gets a fetch of its own', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async (): Promise<Fetched> => `fetch ${++started}`;
  expect(await paced.run('a', fetch, true)).toEqual(later('fetch 1'));
  expect(await paced.run('a', fetch, true)).toEqual(later('fetch 2'));
  expect(await paced.run('b', fetch, true)).toEqual(later('fetch 3'));
});

it('who asks during a fetch waits for the one after it, which all of them share', async () => {
  const { fetch, finish, started } = controlledFetch();
  const paced = new PacedFetch<Fetched>();
  const first = paced.run('a', fetch, true);
  const second = paced.run('a', fetch, true);
  const third = paced.run('a', fetch, true);
  expect(started()).toBe(1);
  finish(0);
  expect(await first).toEqual(later('fetch 1'));
  await vi.waitUntil(() => started() === 2);
  const fourth = paced.run('a', fetch, true);
  finish(1);
  expect(await second).toEqual(later('fetch 2'));
  expect(await third).toEqual(later('fetch 2'));
  await vi.waitUntil(() => started() === 3);
  finish(2);
  expect(await fourth).toEqual(later('fetch 3'));
});

it('flood: past a few fetches in a second, the newest answers until it is a second old', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async (): Promise<Fetched> => `fetch ${++started}`;
  for (let asked = 0; asked < 100; asked++) await paced.run('a', fetch, true);
  expect(started).toBe(CALM_FETCHES);
  vi.setSystemTime(FLOOD_WINDOW_MS - 1);
  expect(await paced.run('a', fetch, true)).toEqual(earlier(`fetch ${CALM_FETCHES}`));
  vi.setSystemTime(FLOOD_WINDOW_MS);
  expect(await paced.run('a', fetch, true)).toEqual(later(`fetch ${CALM_FETCHES + 1}`));
});

it('unpaced: never answered from an earlier fetch, flood or not', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async (): Promise<Fetched> => `fetch ${++started}`;
  for (let asked = 1; asked <= 50; asked++) {
    expect(await paced.run('a', fetch, false)).toEqual(later(`fetch ${asked}`));
  }
});

it('a fetch that died with its request is not waited for for ever', async () => {
  const paced = new PacedFetch<Fetched>();
  void paced.run('a', () => new Promise<Fetched>(() => undefined), true);
  void paced.run('a', () => new Promise<Fetched>(() => undefined), true);
  vi.setSystemTime(DEAD_AFTER_MS + 1);
  expect(await paced.run('a', async () => 'fetch 3', true)).toEqual(later('fetch 3'));
});

it('outdated: what was fetched or under way before answers nothing after', async () => {
  const { fetch, finish, started } = controlledFetch();
  const paced = new PacedFetch<Fetched>();
  const before = paced.run('a', fetch, true);
  paced.outdate('a');
  const after = paced.run('a', fetch, true);
  expect(started()).toBe(2);
  finish(1);
  finish(0);
  expect([await before, await after]).toEqual([later('fetch 1'), later('fetch 2')]);
});

it('one account’s flood does not pace another’s', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async (): Promise<Fetched> => `fetch ${++started}`;
  for (let asked = 0; asked < 100; asked++) await paced.run('a', fetch, true);
  const before = started;
  await paced.run('b', fetch, true);
  expect(started).toBe(before + 1);
});
