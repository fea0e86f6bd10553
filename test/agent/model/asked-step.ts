/** A step of the model: something happens, and then the agent is asked. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { ADDRESSES, addressesIn } from './account-book.ts';
import type { IssuedToken, ModelWorld } from './model-world.ts';
import { permitted, type Question, type Said } from './oracle.ts';
import type { TestedAgent, WallClock } from './tested-agent.ts';

/** What a sequence works on. */
export interface Scene {
  readonly world: ModelWorld;
  readonly wall: WallClock;
  readonly counts: Counts;
  agent: TestedAgent;
  token: IssuedToken;
}

export interface Counts {
  steps: number;
  answers: number;
  fromMemory: number;
  byWorker: number;
  alone: number;
}

export const at = <Item>(some: readonly Item[], index: number) => some[index % some.length] as Item;

type Run = (scene: Scene) => Promise<unknown>;
type Asks = readonly (readonly [login: number, address: number])[];

export class Step implements fc.AsyncCommand<Scene, Scene> {
  readonly #name: string;
  readonly #run: Run;
  readonly #asks: Asks;

  constructor(name: string, run: Run, asks: Asks) {
    this.#name = name;
    this.#run = run;
    this.#asks = asks;
  }

  check(): boolean {
    return true;
  }

  async run(scene: Scene): Promise<void> {
    scene.counts.steps++;
    await this.#run(scene);
    for (const [login, address] of this.#asks) await ask(scene, login, address);
    await scene.agent.rest();
    expect(scene.agent.faults).toEqual([]);
  }

  toString(): string {
    return `${this.#name} ? ${this.#asks.map(([login, address]) => `${login}-${address}`).join(' ')}`;
  }
}

/** Asks the agent, and compares its answer with those that the table allows. */
export async function ask(
  { agent, world, counts }: Scene,
  which: number,
  from: number,
  isHeld = false,
): Promise<void> {
  const { login, address } = questionOf(world, which, from);
  const { now } = agent;
  const before = new Map(agent.hearings.map((hearing) => [hearing, hearing.heard]));
  const answered = await agent.ask({ login, address });
  expect(agent.faults).toEqual([]);
  const { said, isLate, hearings } = agent;
  const saids: Said[] = isLate ? [said, { kind: 'none' }] : [said];
  const isAsked = agent.asked > 0;
  const decision = 'decision' in answered ? answered.decision : undefined;
  const got = [isAsked, answered.kind, ...(decision ? [decision.verdict] : [])];
  // The Worker's answer may have begun a synchronisation, so copies may be newer than when it was asked.
  const allowed = hearings.map((hearing) =>
    [before.get(hearing) ?? hearing.heard, hearing.heard].flatMap((heard) =>
      saids.flatMap((one) => permitted(world.book, heard, now, { login, address }, one)),
    ),
  );
  const isAllowed = (some: readonly unknown[]) =>
    some.some((one) => JSON.stringify(one) === JSON.stringify(got));
  const told = `${login} from ${address}: ${JSON.stringify(answered)} after ${JSON.stringify(said)}`;
  if (!allowed.some(isAllowed)) expect(allowed.flat(), told).toContainEqual(got);
  agent.hearings = hearings.filter((_, index) => isAllowed(allowed[index] ?? []));
  if (!isHeld) await agent.untilIdle();
  counts.answers++;
  if (!isAsked) counts.fromMemory++;
  else if (said.kind === 'none') counts.alone++;
  else counts.byWorker++;
}

/** Every second question is about an address that a list of the login, of its domain or a shared one has. */
function questionOf(world: ModelWorld, which: number, from: number): Question {
  const login = at(world.logins, which);
  const listed = world.valuesFor(login).flatMap(addressesIn);
  const some = from % 2 === 0 && listed.length > 0 ? listed : ADDRESSES;
  return { login, address: at(some, Math.floor(from / 2)) };
}

export const asks = fc.array(fc.tuple(fc.nat(3), fc.nat(20)), {
  minLength: 2,
  maxLength: 4,
});

/** Makes a step of what is drawn, with questions after it. */
export function step<Drawn>(
  drawn: fc.Arbitrary<Drawn>,
  name: (drawn: Drawn) => string,
  run: (scene: Scene, drawn: Drawn) => Promise<unknown>,
): fc.Arbitrary<Step> {
  return fc
    .tuple(drawn, asks)
    .map(([one, after]) => new Step(name(one), (scene) => run(scene, one), after));
}
