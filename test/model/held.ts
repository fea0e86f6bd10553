/** The expectations that a sequence of acts is compared with. */
import { expect } from 'vitest';
import type * as api from '../../shared/api.ts';
import { isLive, lookOf, type Model, type State } from './model.ts';
import type { Promised } from './promise.ts';
import type { Tested } from './tested.ts';

export interface Held {
  readonly model: Model;
  readonly promised: Promised;
  /** The first answers to Idempotency-Keys, by token and key. */
  readonly answers: Map<
    string,
    { readonly request: string; readonly at: number; readonly answer: api.Change | undefined }
  >;
}

/** As answers have it. */
export function wirePause({ pausedUntil }: State): string | undefined {
  return pausedUntil === null ? undefined : new Date(pausedUntil).toISOString();
}

/** The object has what the model has; what it added is known by its ids from then on. */
export async function expectSame({ model }: Held, tested: Tested): Promise<void> {
  model.endPause(Date.now());
  const read = await tested.readList();
  expect(read !== undefined).toBe(model.state.exists);
  if (!read) return;
  const { revision, count, expired, limit, suspended, mode, observesUntil, entries } = read;
  model.learnIds(new Map(entries.map(({ value, id }) => [value, id])));
  const seen = entries.map((entry) => ({
    ...entry,
    expiresAt: entry.expiresAt === null ? null : Date.parse(entry.expiresAt),
  }));
  const { state } = model;
  expect(lookOf({ mode, entries: seen as never })).toBe(lookOf(state));
  const now = Date.now();
  expect({ revision, count, expired, limit, suspended, observesUntil }).toEqual({
    revision: state.revision,
    observesUntil: wirePause(state),
    count: state.entries.length,
    expired: state.entries.filter((entry) => !isLive(entry, now)).length,
    limit: state.limit,
    suspended: state.suspended,
  });
}

/** Expects as many events as the model has counted, and the revision of the last one (R16). */
export async function expectHistory(model: Model, tested: Tested): Promise<void> {
  const account = `/v1/accounts/${encodeURIComponent(tested.name)}`;
  const events: api.HistoryEvent[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = `limit=100${cursor && `&cursor=${cursor}`}`;
    const page: { body: api.HistoryPage } = await tested
      .worker(0)
      .operator<api.HistoryPage>(`GET ${account}/history?${query}`);
    events.push(...page.body.events);
    cursor = page.body.cursor;
  }
  expect(events).toHaveLength(model.events);
  expect(events[0]?.revision).toBe(model.state.revision);
}
