import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CALM_FETCHES, FLOOD_WINDOW_MS, PacedFetch } from '../../worker/storage/paced-fetch.ts';

interface Fetched {
  readonly number: number;
}

/** Fetches that the test lets finish one by one. */
function controlledFetch() {
  const pending: (() => void)[] = [];
  let started = 0;
  const fetch = () => {
    const number = ++started;
    return new Promise<Fetched>((resolve) => pending.push(() => resolve({ number })));
  };
  return { fetch, finish: (index: number) => pending[index]?.(), started: () => started };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

it('calm: each question gets a fetch of its own', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async () => ({ number: ++started });
  expect(await paced.run('a', fetch, true)).toEqual({ number: 1 });
  expect(await paced.run('a', fetch, true)).toEqual({ number: 2 });
  expect(await paced.run('b', fetch, true)).toEqual({ number: 3 });
});

it('who asks during a fetch waits for the one after it, which all of them share', async () => {
  const { fetch, finish, started } = controlledFetch();
  const paced = new PacedFetch<Fetched>();
  const first = paced.run('a', fetch, true);
  const second = paced.run('a', fetch, true);
  const third = paced.run('a', fetch, true);
  expect(started()).toBe(1);
  finish(0);
  expect(await first).toEqual({ number: 1 });
  await vi.waitUntil(() => started() === 2);
  const fourth = paced.run('a', fetch, true);
  finish(1);
  expect(await second).toEqual({ number: 2 });
  expect(await third).toEqual({ number: 2 });
  await vi.waitUntil(() => started() === 3);
  finish(2);
  expect(await fourth).toEqual({ number: 3 });
});

it('flood: past a few fetches in a second, the newest answers until it is a second old', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async () => ({ number: ++started });
  for (let asked = 0; asked < 100; asked++) await paced.run('a', fetch, true);
  expect(started).toBe(CALM_FETCHES);
  vi.setSystemTime(FLOOD_WINDOW_MS - 1);
  expect(await paced.run('a', fetch, true)).toEqual({ number: CALM_FETCHES });
  vi.setSystemTime(FLOOD_WINDOW_MS);
  expect(await paced.run('a', fetch, true)).toEqual({ number: CALM_FETCHES + 1 });
});

it('unpaced: never answered from an earlier fetch, flood or not', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async () => ({ number: ++started });
  for (let asked = 1; asked <= 50; asked++) {
    expect(await paced.run('a', fetch, false)).toEqual({ number: asked });
  }
});

it('one account’s flood does not pace another’s', async () => {
  const paced = new PacedFetch<Fetched>();
  let started = 0;
  const fetch = async () => ({ number: ++started });
  for (let asked = 0; asked < 100; asked++) await paced.run('a', fetch, true);
  const before = started;
  await paced.run('b', fetch, true);
  expect(started).toBe(before + 1);
});
