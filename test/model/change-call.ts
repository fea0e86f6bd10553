/** A call that changes something, compared with the model. */
import { expect } from 'vitest';
import type * as api from '../../shared/api.ts';
import { type Held, wirePause } from './held.ts';
import { covers, isLive, type Ruling, type State } from './model.ts';
import { numberOf } from './pool.ts';
import type { Place, Slot, Tested } from './tested.ts';

const DAY_MS = 24 * 3_600_000;

export interface Terms {
  readonly slot: Slot;
  readonly place: Place;
  readonly match: 'none' | 'right' | 'stale';
  readonly key: number;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** The status of a successful answer. */
  readonly status: number;
  readonly keyed: boolean;
  rule(state: State, now: number): Ruling;
}

/**
 * Makes a call that changes something. The answer must be the one of the model or of the fault, and
 * the change has then happened or not.
 */
export async function change(
  { model, promised, answers }: Held,
  world: Tested,
  terms: Terms,
  asked: Asked,
): Promise<void> {
  const { slot, place, match } = terms;
  const now = Date.now();
  model.endPause(now);
  const holder = world.tokens.get(slot);
  const from = world.newCaller();
  const revision = model.state.revision - (match === 'stale' ? 1 : 0);
  const request = `${asked.method} ${asked.path} ${JSON.stringify(asked.body)}`;
  const key = asked.keyed && terms.key > 0 ? `${holder?.id}:${terms.key}` : undefined;
  const answer = await world
    .worker(place)
    .call<api.Change & api.ProblemDocument>(
      `${asked.method} /v1/accounts/${encodeURIComponent(world.name)}${asked.path}`,
      {
        from,
        ...(holder && { token: holder.token }),
        ...(asked.body && { body: asked.body }),
        headers: {
          ...(match !== 'none' && { 'If-Match': `"${revision}"` }),
          ...(key !== undefined && { 'Idempotency-Key': `key-${terms.key}` }),
        },
      },
    );
  const expectRefused = (status: number, code: string) =>
    expect({ status: answer.status, code: answer.body.code }, request).toEqual({ status, code });
  const { object } = world.faults;
  const isBad = slot !== 'operator' && !world.isGood(slot);
  // For a minute after a failure here, the isolate may judge the same token by its copies alone.
  if (isBad && answer.status === 401 && world.hasFailed(place, slot, now))
    return expectRefused(401, 'unauthorized');
  if (object === 'throws') return expectRefused(500, 'internal');
  if (object === 'cut-off' && slot !== 'operator') return expectRefused(503, 'unavailable');
  if (isBad) {
    world.rememberFailure(place, slot, now);
    return expectRefused(401, 'unauthorized');
  }
  if (slot === 'viewer') return expectRefused(403, 'forbidden');
  const ruling = rule();
  if (object === 'cut-off') expectRefused(503, 'unavailable');
  else if ('code' in ruling) expectRefused(ruling.status, ruling.code);
  else expect(answer.status, JSON.stringify(answer.body)).toBe(asked.status);
  if ('code' in ruling) return;
  const earlier = key === undefined ? undefined : answers.get(key);
  const isRepeated = earlier !== undefined && now - earlier.at < DAY_MS;
  if (isRepeated) {
    if (earlier.answer && object === 'well') expect(answer.body).toEqual(earlier.answer);
    return;
  }
  const before = model.state;
  if (ruling.events > 0) {
    model.events += ruling.events;
    model.commit(ruling.next, now);
  }
  if (object === 'well') promised.acknowledged(place);
  if (key !== undefined)
    answers.set(key, { request, at: now, answer: object === 'well' ? answer.body : undefined });
  if (object === 'well' && answer.body.warnings)
    expectTold(before, model.state, answer.body, ruling.renewed ?? [], from, now);

  function rule(): Ruling {
    if (!model.state.exists) return { status: 404, code: 'account-unknown' };
    const known = key === undefined ? undefined : answers.get(key);
    if (known && now - known.at < DAY_MS)
      return known.request === request
        ? { next: model.state, events: 0 }
        : { status: 422, code: 'invalid-value' };
    if (match === 'stale') return { status: 412, code: 'revision-changed' };
    return asked.rule(model.state, now);
  }
}

/** R6, R10, R12, R13, R18: a change tells its effect on the list and on the caller. */
function expectTold(
  before: State,
  after: State,
  answer: api.Change,
  renewed: readonly string[],
  from: string,
  now: number,
): void {
  const live = after.entries.filter((entry) => isLive(entry, now)).length;
  const { mode, observesUntil, revision, count, expired, limit } = answer;
  expect({ mode, observesUntil, revision, count, expired, limit }).toEqual({
    mode: after.mode,
    observesUntil: wirePause(after),
    revision: after.revision,
    count: after.entries.length,
    expired: after.entries.length - live,
    limit: after.limit,
  });
  const told = new Set(answer.warnings.map(({ code }) => code));
  const isOn = before.mode !== 'enforce' && after.mode === 'enforce';
  const observes = before.mode === 'off' && after.mode === 'observe';
  expect(told.has('allowlist-on')).toBe(isOn || observes);
  expect(told.has('allowlist-off')).toBe(before.mode !== 'off' && after.mode === 'off');
  expect(told.has('nobody-allowed')).toBe(after.mode === 'enforce' && live === 0);
  const values = answer.warnings.flatMap(({ code, value }) => (code === 'renewed' ? value : []));
  expect(values.toSorted()).toEqual(renewed.toSorted());
  const isOut = after.mode !== 'off' && !covers(after.entries, numberOf(from), now);
  expect(told.has('own-address-not-listed')).toBe(isOut);
}
