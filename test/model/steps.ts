/** What managers, operators, time and faults do, at random; each step holds the Worker to the model. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type RaceCall, race } from './account-race.ts';
import { type Asked, change, type Terms } from './change-call.ts';
import { expectSame, type Held } from './held.ts';
import { toAsked } from './list-calls.ts';
import {
  holds,
  isLive,
  type ListChange,
  type Model,
  NOTHING,
  type Ruling,
  type State,
} from './model.ts';
import { issue, make, revoke } from './operator-calls.ts';
import { ASKERS, type Item, POOL, WRONG } from './pool.ts';
import type { Faults, Place, Slot, World } from './world.ts';

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

/** Every other one is of those that an entry is for, expired or not. */
function askerOf({ state }: Model, which: number): (typeof ASKERS)[number] {
  const meant = ASKERS.filter(({ at }) => state.entries.some((entry) => holds(entry, at)));
  const asking = which % 2 === 0 && meant.length > 0 ? meant : ASKERS;
  const asker = asking[Math.floor(which / 2) % asking.length];
  if (!asker) throw new Error('nobody asks');
  return asker;
}

const pickOf = (ids: readonly string[], index: number) =>
  ids[index % Math.max(1, ids.length)] ?? 'none';

const asks = fc.tuple(fc.nat(20), fc.nat(20));
const place = fc.constantFrom<Place>(0, 1);
const terms = fc.record<Terms>({
  slot: fc.constantFrom<Slot>(
    'manager-a',
    'manager-a',
    'manager-b',
    'manager-b',
    'operator',
    'operator',
    'viewer',
  ),
  place,
  match: fc.constantFrom('none', 'none', 'none', 'right', 'stale'),
  key: fc.constantFrom(0, 0, 1, 2),
});
const operating = terms.map((some): Terms => ({ ...some, slot: 'operator', key: 0 }));
const pick = fc.nat(9);
const remark = fc.constantFrom('', 'office', 'home');
const lasting = fc.constantFrom(null, 1.5 * HOUR_MS, 1.5 * HOUR_MS, 40 * DAY_MS);
const ofOneFormat = fc.constantFrom('address', 'segment', 'range').chain((format) => {
  const right = POOL.filter((item) => item.format === format);
  const wrong = WRONG.filter((item) => item.format === format);
  return fc.array(fc.constantFrom(...right, ...right, ...right, ...wrong), {
    minLength: 1,
    maxLength: 2,
  });
});
const items: fc.Arbitrary<Item[]> = fc.array(fc.constantFrom(...POOL, ...POOL, ...WRONG), {
  minLength: 1,
  maxLength: 3,
});

/** What is added again where it has expired. */
function expiredOf({ entries }: State, index: number, now: number): Item | undefined {
  const expired = entries.filter((entry) => !isLive(entry, now));
  return expired[index % Math.max(1, expired.length)];
}

type Make = (model: Model, now: number) => ListChange;
const expiry = (now: number, ms: number | null) => (ms === null ? null : now + ms);

// biome-ignore format: a table
const CHANGES: readonly [weight: number, fc.Arbitrary<Make>][] = [
  [6, fc.tuple(ofOneFormat, remark, lasting).map(([values, text, ms]): Make => (_, now) => ({ kind: 'add', items: values, remark: text, expiresAt: expiry(now, ms) }))],
  [4, fc.tuple(pick, ofOneFormat, remark, lasting).map(([index, values, text, ms]): Make => ({ state }, now) => ({ kind: 'add', items: [expiredOf(state, index, now) ?? values[0]].filter((item) => item !== undefined), remark: text, expiresAt: expiry(now, ms) }))],
  [2, fc.tuple(items, remark, lasting).map(([values, text, ms]): Make => (_, now) => ({ kind: 'import', items: values, remark: text, expiresAt: expiry(now, ms) }))],
  [2, fc.tuple(pick, ofOneFormat).map(([index, values]): Make => ({ ids }) => ({ kind: 'replace', remove: pickOf(ids.listed, index), items: values, remark: '', expiresAt: null }))],
  [2, fc.tuple(pick, remark, lasting).map(([index, text, ms]): Make => ({ ids }, now) => ({ kind: 'edit', id: pickOf(ids.listed, index), remark: text, expiresAt: expiry(now, ms) }))],
  [1, fc.tuple(pick, remark).map(([index, text]): Make => ({ ids }) => ({ kind: 'edit', id: pickOf(ids.listed, index), remark: text }))],
  [5, pick.map((index): Make => ({ ids }) => ({ kind: 'delete', id: pickOf(ids.listed, index) }))],
  [1, fc.constant<Make>(() => ({ kind: 'disable' }))],
  [2, fc.constantFrom('enforce' as const, 'observe' as const).map((mode): Make => () => ({ kind: 'mode', mode }))],
  [3, pick.map((index): Make => ({ ids }) => ({ kind: 'restore-entry', id: pickOf(ids.gone, index) }))],
  [2, pick.map((back): Make => ({ state }) => ({ kind: 'restore-revision', revision: Math.max(0, state.revision + 1 - back) }))],
];

const changing = fc
  .tuple(terms, fc.oneof(...CHANGES.map(([weight, arbitrary]) => ({ weight, arbitrary }))), asks)
  .map(([by, make, after]) => {
    const run: Run = (held, world) =>
      change(held, world, by, toAsked(held.model, make(held.model, Date.now())));
    const { kind, ...rest } = make({ state: NOTHING, ids: { listed: [], gone: [] } } as never, 0);
    const what = JSON.stringify(rest, (_, value) =>
      typeof value === 'bigint' ? undefined : value,
    );
    return new Step(`${kind} ${what} ${Object.values(by).join(' ')}`, run, after);
  });

/** What stays is what has expired, alone: no reason to be off (R13). */
const clearing = fc.tuple(operating, asks).map(([by, after]) => {
  const run: Run = async (held, world) => {
    const now = Date.now();
    const live = held.model.state.entries.filter((entry) => isLive(entry, now));
    for (const { id } of live)
      await change(held, world, by, toAsked(held.model, { kind: 'delete', id }));
  };
  return new Step(`delete all that live ${by.place} ${by.match}`, run, after);
});

/** What comes for an hour or two, and what is there, is soon one of many that have expired (R5, R13). */
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

const settings = fc.constantFrom<Partial<Pick<State, 'limit' | 'strict' | 'suspended'>>>(
  { limit: 2 },
  { limit: 5 },
  { strict: true },
  { strict: false },
  { suspended: true },
  { suspended: false },
  { suspended: false },
);
const setting = fc.tuple(operating, settings, asks).map(([by, set, after]) => {
  const { strict, ...rest } = set;
  const body = {
    ...rest,
    ...(strict !== undefined && { consistency: strict ? 'strict' : 'default' }),
  };
  const run: Run = (held, world) => {
    const rule = (state: State, now: number): Ruling => {
      const next = { ...state, ...set };
      const differs =
        JSON.stringify([next.limit, next.strict, next.suspended]) !==
        JSON.stringify([state.limit, state.strict, state.suspended]);
      return differs ? held.model.set(next, now) : { next: state, events: 0 };
    };
    const asked: Asked = { method: 'PATCH', path: '', body, status: 200, keyed: false, rule };
    return change(held, world, by, asked);
  };
  return new Step(`set ${JSON.stringify(body)} ${by.place} ${by.match}`, run, after);
});

const deleting = fc.tuple(operating, asks).map(([by, after]) => {
  const rule = (state: State): Ruling => ({
    next: { ...NOTHING, revision: state.revision + 1 },
    events: 1,
  });
  const asked: Asked = { method: 'DELETE', path: '', status: 204, keyed: false, rule };
  const run: Run = async (held, world) => {
    await change(held, world, by, asked);
    if (held.model.state.exists) return;
    world.standing.clear();
    held.answers.clear();
  };
  return new Step(`delete the account ${by.place} ${by.match}`, run, after);
});

const making = fc.tuple(place, fc.boolean(), asks).map(
  ([at, strict, after]) =>
    new Step(
      `make the account ${at} ${strict}`,
      async (held, world) => {
        await make(held, world, at, strict);
        if (world.faults.object === 'well' && held.model.state.exists)
          for (const slot of ['manager-a', 'manager-b', 'viewer'] as const)
            await issue(held, world, at, slot);
      },
      after,
    ),
);

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

const slots = fc.constantFrom<Slot>('manager-a', 'manager-b', 'viewer');
const issuing = fc
  .tuple(slots, place, asks)
  .map(
    ([slot, at, after]) =>
      new Step(`issue ${slot} ${at}`, (held, world) => issue(held, world, at, slot), after),
  );

const revoking = fc
  .tuple(slots, place, asks)
  .map(
    ([slot, at, after]) =>
      new Step(`revoke ${slot} ${at}`, (held, world) => revoke(held, world, at, slot), after),
  );

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

/** fc.commands takes one of these as often as another. */
export const STEPS: fc.Arbitrary<fc.AsyncCommand<Held, World>>[] = [
  ...weighted(24, changing),
  ...weighted(2, clearing),
  ...weighted(3, expiring),
  ...weighted(4, setting),
  ...weighted(1, deleting),
  ...weighted(3, making),
  ...weighted(4, racing),
  ...weighted(2, issuing),
  ...weighted(1, revoking),
  ...weighted(5, passing),
  ...weighted(4, failing),
  ...weighted(1, restarting),
  ...weighted(3, evicting),
];
