/**
 * Random steps of managers, operators, time and faults. Each step compares the Worker with the
 * model.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type RaceCall, race } from './account-race.ts';
import { ACTS, type Act, NEWER_ACTS, operating, place } from './acts.ts';
import { change } from './change-call.ts';
import { expectSame, type Held } from './held.ts';
import { toAsked } from './list-calls.ts';
import { holds, isLive, type ListChange, type Model } from './model.ts';
import { ASKERS, POOL } from './pool.ts';
import type { Faults, Place } from './tested.ts';
import type { World } from './world.ts';

const STEP_MS = 1_100;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Run = (held: Held, world: World) => Promise<void>;

class Step implements fc.AsyncCommand<Held, World> {
  readonly #name: string;
  readonly #run: Run;
  readonly #asks: readonly [number, number];

  constructor(name: string, run: Run, asks: readonly [number, number]) {
    this.#name = name;
    this.#run = run;
    this.#asks = asks;
  }

  check(): boolean {
    return true;
  }

  async run(held: Held, world: World): Promise<void> {
    await world.pass(STEP_MS);
    await this.#run(held, world);
    await expectSame(held, world);
    if (world.isRested) expect(held.model.isLate(Date.now())).toBe(false);
    for (const [place, which] of this.#asks.entries()) {
      const asker = askerOf(held.model, which);
      const { verdict, reason } = await world.check(place as Place, asker.address);
      const may = held.promised.verdicts(place as Place, asker.at, world.faults, Date.now());
      expect(may, `${asker.address} at ${place}: ${verdict}, ${reason}`).toContain(verdict);
    }
  }

  toString(): string {
    return `${this.#name} ? ${this.#asks.join(' ')}`;
  }
}

/** Picks an asker. Every second one is covered by an entry, expired or not. */
function askerOf({ state }: Model, which: number): (typeof ASKERS)[number] {
  const meant = ASKERS.filter(({ at }) => state.entries.some((entry) => holds(entry, at)));
  const asking = which % 2 === 0 && meant.length > 0 ? meant : ASKERS;
  const asker = asking[Math.floor(which / 2) % asking.length];
  if (!asker) throw new Error('nobody asks');
  return asker;
}

const asks = fc.tuple(fc.nat(20), fc.nat(20));

const acting = (acts: fc.Arbitrary<Act>) =>
  fc.tuple(acts, asks).map(([act, after]) => new Step(`${act}`, act.run, after));

/** Deletes all live entries. Only expired ones stay, and they keep the list on (R13). */
const clearing = fc.tuple(operating, asks).map(([by, after]) => {
  const run: Run = async (held, world) => {
    const now = Date.now();
    const live = held.model.state.entries.filter((entry) => isLive(entry, now));
    for (const { id } of live)
      await change(held, world, by, toAsked(held.model, { kind: 'delete', id }));
  };
  return new Step(`delete all that live ${by.place} ${by.match}`, run, after);
});

/**
 * Lets all live entries expire soon, and adds some that expire as soon, so that a list has many
 * expired ones (R5, R13).
 */
const expiring = fc
  .tuple(operating, fc.array(fc.constantFrom(...POOL), { maxLength: 2 }), asks)
  .map(([by, brief, after]) => {
    const run: Run = async (held, world) => {
      const expiresAt = Date.now() + 1.5 * HOUR_MS;
      const ask = (command: ListChange) => change(held, world, by, toAsked(held.model, command));
      for (const item of brief) await ask({ kind: 'add', items: [item], remark: '', expiresAt });
      await expectSame(held, world);
      const live = held.model.state.entries.filter((entry) => isLive(entry, Date.now()));
      for (const { id } of live) await ask({ kind: 'edit', id, expiresAt });
      await world.pass(2 * HOUR_MS);
    };
    const values = brief.map(({ value }) => value).join(' ');
    return new Step(`${values} and all that live expire ${by.place} ${by.match}`, run, after);
  });

/** Until after some of the steps to come. */
const pausing = fc
  .tuple(operating, fc.constantFrom(1, 10_000, 60_000, 1.5 * HOUR_MS), asks)
  .map(([by, ms, after]) => {
    const run: Run = (held, world) => {
      const until = Date.now() + ms;
      const asked = toAsked(held.model, { kind: 'mode', mode: 'observe', until });
      return change(held, world, by, asked);
    };
    return new Step(`pause for ${ms / 1_000} s ${by.place} ${by.match}`, run, after);
  });

const racing = fc
  .tuple(
    fc.array(fc.record<RaceCall>({ kind: fc.constantFrom('make', 'delete'), place }), {
      minLength: 2,
      maxLength: 4,
    }),
    fc.boolean(),
    fc.array(fc.nat(5), { maxLength: 8 }),
    asks,
  )
  .map(([calls, strict, releases, after]) => {
    const all = calls.map(({ kind, place: at }) => `${kind} ${at}`).join(', ');
    return new Step(
      `at once ${all} ${strict} ${releases.join(' ')}`,
      (held, world) => race(held, world, calls, strict, releases),
      after,
    );
  });

const passing = fc
  .tuple(
    fc.constantFrom(10_000, 70_000, 200_000, 2 * HOUR_MS, 2 * HOUR_MS, DAY_MS, 31 * DAY_MS),
    asks,
  )
  .map(([ms, after]) => new Step(`${ms / 1_000} s pass`, (_, world) => world.pass(ms), after));

const failing = fc
  .tuple(
    fc.record<Faults>({
      reading: fc.constantFrom('well', 'well', 'throws', 'stale'),
      putting: fc.constantFrom('well', 'well', 'throws', 'loses'),
      object: fc.constantFrom('well', 'well', 'well', 'throws', 'cut-off'),
    }),
    asks,
  )
  .map(
    ([faults, after]) =>
      new Step(
        `faults ${Object.values(faults).join(' ')}`,
        async ({ promised }, world) => {
          await world.setFaults(faults);
          promised.faultsAre(faults, Date.now());
        },
        after,
      ),
  );

const restarting = fc.tuple(place, asks).map(
  ([at, after]) =>
    new Step(
      `restart ${at}`,
      async ({ promised }, world) => {
        world.restart(at);
        promised.forgotten(at);
      },
      after,
    ),
);
const evicting = asks.map((after) => new Step('evict', (_, world) => world.evict(), after));

const weighted = (weight: number, arbitrary: fc.Arbitrary<Step>) =>
  Array<fc.Arbitrary<Step>>(weight).fill(arbitrary);

/** fc.commands picks each of these equally often, so a weight is a number of copies. */
export const STEPS: fc.Arbitrary<fc.AsyncCommand<Held, World>>[] = [
  ...[...ACTS, ...NEWER_ACTS].flatMap(({ weight, arbitrary }) =>
    weighted(weight, acting(arbitrary)),
  ),
  ...weighted(2, clearing),
  ...weighted(3, expiring),
  ...weighted(5, pausing),
  ...weighted(4, racing),
  ...weighted(5, passing),
  ...weighted(4, failing),
  ...weighted(1, restarting),
  ...weighted(3, evicting),
];
