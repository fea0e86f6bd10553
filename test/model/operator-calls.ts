/** Makes accounts, and issues and revokes tokens. The answers are compared with the model. */
import { expect } from 'vitest';
import type * as api from '../../shared/api.ts';
import type { Held } from './held.ts';
import { NOTHING } from './model.ts';
import type { Place, Slot, Tested } from './tested.ts';

/** Makes the account as the operator, unless a fault is in the way. */
export const make = async (
  { model, promised }: Held,
  world: Tested,
  at: Place,
  strict: boolean,
): Promise<void> => {
  const { object } = world.faults;
  const consistency = strict ? 'strict' : 'default';
  const body = { account: world.name, limit: 3, consistency };
  const answer = await world
    .worker(at)
    .operator<api.Account & api.ProblemDocument>('POST /v1/accounts', { body });
  if (object === 'throws') return expect(answer.status).toBe(500);
  if (object === 'cut-off') expect(answer.status).toBe(503);
  else expect(answer.status).toBe(model.state.exists ? 409 : 201);
  if (model.state.exists) return;
  const revision = model.state.revision + 1;
  model.commit({ ...NOTHING, exists: true, revision, limit: 3, strict }, Date.now());
  model.events = 1;
  if (object === 'well') promised.acknowledged(at);
};
export async function issue(
  { model, promised }: Held,
  world: Tested,
  at: Place,
  slot: Slot,
): Promise<void> {
  const path = `/v1/accounts/${encodeURIComponent(world.name)}/tokens`;
  const body = { role: slot === 'viewer' ? 'viewer' : 'manager', name: slot };
  const answer = await world.worker(at).operator<api.IssuedToken>(`POST ${path}`, { body });
  const { object } = world.faults;
  if (object === 'throws') return expect(answer.status).toBe(500);
  if (model.state.exists) model.events++;
  if (object === 'cut-off') return expect(answer.status).toBe(503);
  expect(answer.status).toBe(model.state.exists ? 201 : 404);
  if (!model.state.exists) return;
  world.tokens.set(slot, answer.body);
  world.issued.add(answer.body.id);
  promised.acknowledged(at);
}

export async function revoke(held: Held, world: Tested, at: Place, slot: Slot): Promise<void> {
  const { model, promised } = held;
  const id = world.tokens.get(slot)?.id ?? 'none';
  const path = `/v1/accounts/${encodeURIComponent(world.name)}/tokens/${id}`;
  const { status } = await world.worker(at).operator(`DELETE ${path}`);
  const { object } = world.faults;
  if (object === 'throws') return expect(status).toBe(500);
  const isThere = model.state.exists && world.issued.delete(id);
  if (isThere) model.events++;
  if (object === 'cut-off') return expect(status).toBe(503);
  expect(status).toBe(isThere ? 204 : 404);
  if (isThere) promised.acknowledged(at);
}
