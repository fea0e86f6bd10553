/**
 * Lets operators make and delete the account at the same time, while everything that its object
 * says to the directory is held back.
 */
import { expect } from 'vitest';
import type { Held } from './held.ts';
import { NOTHING } from './model.ts';
import { issue } from './operator-calls.ts';
import type { Place } from './tested.ts';
import type { World } from './world.ts';

export interface RaceCall {
  readonly kind: 'make' | 'delete';
  readonly place: Place;
}

interface Raced extends RaceCall {
  status: number;
  /** The calls that had been answered before this one was made. */
  readonly after: readonly Raced[];
}

export async function race(
  held: Held,
  world: World,
  calls: readonly RaceCall[],
  strict: boolean,
  releases: readonly number[],
): Promise<void> {
  if (world.faults.object !== 'well') return;
  const way = await world.holdDirectory();
  const all: Raced[] = [];
  const begun: Promise<void>[] = [];
  for (const call of calls) {
    const raced = { ...call, status: 0, after: all.filter(({ status }) => status > 0) };
    all.push(raced);
    const answered = ask(world, raced, strict).then((status) => {
      raced.status = status;
    });
    begun.push(answered);
    await way.begin(answered);
    await expectKnown(world);
  }
  for (const at of releases) {
    await way.release(at);
    await expectKnown(world);
  }
  way.open();
  await Promise.all(begun);
  world.directoryIsWell();
  const { exists } = held.model.state;
  const order = findOrder(exists, all);
  const answers = all.map(({ kind, status }) => `${kind} ${status}`).join(', ');
  expect(order, `${exists}: ${answers}`).toBeDefined();
  for (const raced of order ?? []) take(held, world, raced, strict);
  if (!held.model.state.exists || world.issued.size > 0) return;
  for (const slot of ['manager-a', 'manager-b', 'viewer'] as const)
    await issue(held, world, 0, slot);
}

/** R2: an account that lives is in the directory. */
async function expectKnown(world: World): Promise<void> {
  if ((await world.stub.describe()).ok) expect(await world.readRow()).toBeDefined();
}

async function ask(world: World, { kind, place }: RaceCall, strict: boolean): Promise<number> {
  const worker = world.worker(place);
  if (kind === 'delete') {
    const request = `DELETE /v1/accounts/${encodeURIComponent(world.name)}`;
    return (await worker.operator(request)).status;
  }
  const consistency = strict ? 'strict' : 'default';
  const body = { account: world.name, limit: 3, consistency };
  return (await worker.operator('POST /v1/accounts', { body })).status;
}

/**
 * Finds an order in which the calls, one after another, would have got these answers; undefined if
 * there is none.
 */
function findOrder(exists: boolean, left: readonly Raced[]): Raced[] | undefined {
  if (left.length === 0) return [];
  for (const next of left) {
    if (next.after.some((earlier) => left.includes(earlier))) continue;
    if (next.status !== statusOf(exists, next)) continue;
    const others = left.filter((other) => other !== next);
    const rest = findOrder(next.kind === 'make', others);
    if (rest) return [next, ...rest];
  }
  return undefined;
}

function statusOf(exists: boolean, { kind }: RaceCall): number {
  if (kind === 'make') return exists ? 409 : 201;
  return exists ? 204 : 404;
}

function take(
  { model, promised, answers }: Held,
  world: World,
  { status, place }: Raced,
  strict: boolean,
): void {
  if (status !== 201 && status !== 204) return;
  const revision = model.state.revision + 1;
  const made = { exists: true, limit: 3, strict };
  model.commit({ ...NOTHING, ...(status === 201 && made), revision }, Date.now());
  if (status === 201) model.events = 1;
  promised.acknowledged(place);
  if (status === 201) return;
  world.issued.clear();
  answers.clear();
}
