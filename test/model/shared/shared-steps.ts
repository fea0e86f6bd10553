/** Random acts of an operator, time and faults. Each compares the answer, and then the objects, with the model. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Faults, Place } from '../tested.ts';
import { ACCOUNTS, isList, KEYS, type Key, LISTS } from './kept.ts';
import type { Act, SharedModel } from './shared-model.ts';
import type { SharedWorld } from './shared-world.ts';
import { LOGINS, type Login, type PromisedVerdicts } from './verdicts.ts';

const HOUR_MS = 3_600_000;
const STEP_MS = 1_100;
export const ADDRESSES = ['192.0.2.1', '192.0.2.2', '198.51.100.3', '203.0.113.4'] as const;
const ASKED = [...ADDRESSES, '203.0.113.99'] as const;

export interface Scene {
  readonly model: SharedModel;
  readonly promised: PromisedVerdicts;
  readonly world: SharedWorld;
}

export interface Step {
  /** The text of the step in the report of a failure. */
  toString(): string;
  run(scene: Scene): Promise<void>;
}

const account = fc.constantFrom(...ACCOUNTS);
const list = fc.constantFrom(...LISTS);
const key = fc.oneof(account, list);
const value = fc.constantFrom(...ADDRESSES);
const lasting = fc.constantFrom(null, null, 1.5 * HOUR_MS);
const kind = <Kind extends Act['kind']>(name: Kind) => fc.constant(name);

// biome-ignore format: a table
const ACTS: readonly (readonly [weight: number, fc.Arbitrary<Act>])[] = [
  [4, fc.record({ kind: kind('make'), key, how: fc.constantFrom('plain', 'plain', 'suspended', 'off') })],
  [2, fc.record({ kind: kind('delete'), key, also: fc.boolean() })],
  [3, fc.record({ kind: kind('make'), key: fc.constant('own' as const), how: fc.constantFrom('plain', 'suspended', 'off') })],
  [2, fc.record({ kind: kind('delete'), key: fc.constant('own' as const), also: fc.boolean() })],
  [7, fc.record({ kind: kind('add'), key, value, ms: lasting })],
  [5, fc.record({ kind: kind('add'), key: list, value, ms: lasting })],
  [3, fc.record({ kind: kind('expire'), key, value, ms: fc.constant(1.5 * HOUR_MS) })],
  [6, fc.record({ kind: kind('remove'), key, value })],
  [3, fc.record({ kind: kind('restore'), key, back: fc.nat(5) })],
  [2, fc.record({ kind: kind('clear'), list })],
  [9, fc.record({ kind: kind('attach'), key: account, list }, { requiredKeys: ['kind', 'key', 'list'] })],
  [1, fc.record({ kind: kind('attach'), key: account, list, mode: fc.constant('observe' as const) })],
  [4, fc.record({ kind: kind('detach'), key: account, list })],
  [1, fc.record({ kind: kind('disable'), key: account })],
  [2, fc.record({ kind: kind('mode'), key: account, mode: fc.constantFrom('observe', 'enforce', 'enforce') })],
  [2, fc.record({ kind: kind('suspend'), key: account, is: fc.constantFrom(true, false, false) })],
];

const place = fc.constantFrom<Place>(0, 1);

const acting: fc.Arbitrary<Step> = fc
  .tuple(fc.oneof(...ACTS.map(([weight, arbitrary]) => ({ weight, arbitrary }))), place)
  .map(([act, at]) => ({
    toString: () => `${JSON.stringify(act)} at ${at}`,
    run: (scene) => perform(scene, act, at),
  }));

const passing: fc.Arbitrary<Step> = fc
  .constantFrom(10_000, 70_000, 200_000, 2 * HOUR_MS)
  .map((ms) => ({ toString: () => `${ms / 1_000} s pass`, run: ({ world }) => world.pass(ms) }));

const failing: fc.Arbitrary<Step> = fc
  .record<Pick<Faults, 'reading' | 'putting'>>({
    reading: fc.constantFrom('well', 'well', 'throws', 'stale', 'stale'),
    putting: fc.constantFrom('well', 'well', 'throws', 'loses'),
  })
  .map((faults) => ({
    toString: () => `KV: reading ${faults.reading}, putting ${faults.putting}`,
    async run({ world, promised }) {
      await world.setFaults(faults);
      promised.faultsAre(faults, Date.now());
    },
  }));

const evicting: fc.Arbitrary<Step> = fc
  .constantFrom(...KEYS)
  .map((one) => ({ toString: () => `evict ${one}`, run: ({ world }) => world.evict(one) }));

const restarting: fc.Arbitrary<Step> = place.map((at) => ({
  toString: () => `restart ${at}`,
  async run({ world, promised }) {
    world.restart(at);
    promised.forgotten(at);
  },
}));

const step = fc.oneof(
  { weight: 20, arbitrary: acting },
  { weight: 3, arbitrary: passing },
  { weight: 3, arbitrary: failing },
  { weight: 2, arbitrary: evicting },
  { weight: 1, arbitrary: restarting },
);
const question = fc.tuple(place, fc.constantFrom(...LOGINS, 'own'), fc.nat(20));

/** A step, and the checks that are asked after it. */
export const STEPS: fc.Arbitrary<Step> = fc
  .tuple(step, fc.array(question, { minLength: 4, maxLength: 4 }))
  .map(([one, questions]) => ({
    toString: () => `${one.toString()} ? ${questions.join(' ')}`,
    async run(scene) {
      await scene.world.pass(STEP_MS);
      await one.run(scene);
      await expectSame(scene);
      for (const [at, login, which] of questions)
        await ask(scene, at, login, addressOf(scene.model, which));
    },
  }));

/** Picks an address. Every second one is on some list. */
function addressOf(model: SharedModel, which: number): string {
  const entries = KEYS.flatMap((one) => model.state(one).entries);
  const listed = entries.map((entry) => entry.value);
  const asked = which % 2 === 0 && listed.length > 0 ? listed : ASKED;
  return asked[Math.floor(which / 2) % asked.length] ?? ASKED[0];
}

async function ask({ world, promised }: Scene, at: Place, login: Login, address: string) {
  const { verdict, reason, decidedBy } = await world.check(at, login, address);
  const may = promised.verdicts(at, login, address, Date.now());
  const told = `${login}, ${address} at ${at}: ${verdict}, ${reason}, by ${decidedBy}`;
  expect(may, told).toContain(verdict);
}

export async function perform(
  { model, promised, world }: Scene,
  act: Act,
  at: Place,
): Promise<void> {
  const called = await callOf(world, model, act);
  if (called === undefined) return;
  const { request, body, headers } = called;
  const now = Date.now();
  const ruling = model.rule(act, now);
  const call = { ...(body && { body }), ...(headers && { headers }) };
  const answer = await world.call(at, request, call);
  const told = `${request}: ${answer.status} ${JSON.stringify(answer.body)}`;
  if ('code' in ruling) {
    expect(answer.body.code, told).toBe(ruling.code);
    return;
  }
  expect(answer.status, told).toBeLessThan(300);
  model.commit(ruling.next, now);
  for (const [changed] of ruling.next) promised.acknowledged(at, changed);
}

interface Call {
  readonly request: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

/** It is undefined if the act is about an entry that is not there. */
async function callOf(world: SharedWorld, model: SharedModel, act: Act): Promise<Call | undefined> {
  const path = world.pathOf(act.kind === 'clear' ? act.list : act.key);
  switch (act.kind) {
    case 'make':
      return makeCallOf(world, act.key, act.how);
    case 'delete': {
      const also = isList(act.key) ? '?detach=true' : '?off=true';
      return { request: `DELETE ${path}${act.also ? also : ''}` };
    }
    case 'add': {
      const expiresAt = act.ms === null ? null : new Date(Date.now() + act.ms).toISOString();
      const body = { format: 'address', values: [act.value], expiresAt };
      return { request: `POST ${path}/allowlist/entries`, body };
    }
    case 'expire':
    case 'remove': {
      const read = await world.stub(act.key).readAllowlist();
      const entry = read.ok && read.value.entries.find((one) => one.value === act.value);
      if (!entry) return undefined;
      const request = `${path}/allowlist/entries/${entry.id}`;
      if (act.kind === 'remove') return { request: `DELETE ${request}` };
      const expiresAt = new Date(Date.now() + act.ms).toISOString();
      return { request: `PATCH ${request}`, body: { expiresAt } };
    }
    case 'restore': {
      const revision = Math.max(0, model.state(act.key).revision - act.back);
      return { request: `POST ${path}/allowlist/restore`, body: { revision } };
    }
    case 'clear': {
      const headers = { 'If-Match': `"${model.state(act.list).revision}"` };
      return { request: `POST ${path}/allowlist/clear`, headers };
    }
    case 'attach': {
      const request = `PUT ${path}/lists/${world.nameOf(act.list)}`;
      return { request, ...(act.mode && { body: { mode: act.mode } }) };
    }
    case 'detach':
      return { request: `DELETE ${path}/lists/${world.nameOf(act.list)}` };
    case 'disable':
      return { request: `DELETE ${path}/allowlist` };
    case 'mode':
      return { request: `PATCH ${path}/allowlist`, body: { mode: act.mode } };
    case 'suspend':
      return { request: `PATCH ${path}`, body: { suspended: act.is } };
  }
}

function makeCallOf(world: SharedWorld, made: Key, how: 'plain' | 'suspended' | 'off'): Call {
  const name = world.nameOf(made);
  if (isList(made)) return { request: 'POST /v1/lists', body: { list: name } };
  const terms = { plain: {}, suspended: { suspended: true }, off: { off: true } }[how];
  const consistency = made === 'strict' ? 'strict' : 'default';
  return { request: 'POST /v1/accounts', body: { account: name, consistency, ...terms } };
}

/** The objects have what the model has. */
export async function expectSame({ model, world }: Scene): Promise<void> {
  for (const one of KEYS) {
    const read = await world.stub(one).readAllowlist();
    const state = model.state(one);
    expect(read.ok, one).toBe(state.exists);
    if (!read.ok) continue;
    const { revision, mode, suspended, lists = [], entries } = read.value;
    const values = entries.map((entry) => `${entry.value} ${entry.expiresAt ?? ''}`);
    const expected = state.entries.map((entry) => {
      const expiresAt = entry.expiresAt === null ? '' : new Date(entry.expiresAt).toISOString();
      return `${entry.value} ${expiresAt}`;
    });
    expect({ revision, mode, suspended, lists, values: values.toSorted() }, one).toEqual({
      revision: state.revision,
      mode: isList(one) ? 'enforce' : state.mode,
      suspended: state.suspended,
      lists: state.lists.map((name) => world.nameOf(name)),
      values: expected.toSorted(),
    });
  }
}
