import { describe, expect, it } from 'vitest';
import { restoredList } from '../../../extension/model/past-list.ts';
import type * as api from '../../../shared/api.ts';
import { HOUR, NOW } from '../../shared/build-allowlist.ts';
import { buildList, entry } from '../support/build-list.ts';

const first = entry('e1', '203.0.113.1');
const second = entry('e2', '203.0.113.2');
const isoAt = (time: number) => new Date(time).toISOString();

function event(before: api.HistoryEvent['before'], terms: Partial<api.HistoryEvent> = {}) {
  return {
    revision: 7,
    at: isoAt(NOW),
    action: 'mode-changed',
    by: { tokenId: 't1', name: 'Ada' },
    before,
    after: {},
    added: [],
    updated: [],
    removed: [],
    ...terms,
  } satisfies api.HistoryEvent;
}

/** The mode of a list that is enforced now and observed before the event. */
function modeAfterPauseUntil(end: number | null): string {
  const before = { mode: 'observe', observesUntil: end === null ? null : isoAt(end) };
  return restoredList(buildList(first), [event(before)], true, NOW).mode;
}

describe('a list that is restored as it was during a pause', () => {
  it('enforces if the pause is over by now', () => {
    expect(modeAfterPauseUntil(NOW)).toBe('enforce');
    expect(modeAfterPauseUntil(NOW - HOUR)).toBe('enforce');
  });

  it('observes if the pause goes on, or had no end', () => {
    expect(modeAfterPauseUntil(NOW + HOUR)).toBe('observe');
    expect(modeAfterPauseUntil(null)).toBe('observe');
  });

  it('has the pause that it had then, and not a later one', () => {
    const events = [
      event({ observesUntil: isoAt(NOW - HOUR), mode: 'observe' }),
      event({ observesUntil: null }),
      event({}, { added: [second] }),
    ];
    const list = buildList(first, second);
    expect(restoredList(list, events, true, NOW)).toEqual({ mode: 'observe', entries: [first] });
  });

  it('keeps the pause of now if no event has changed it', () => {
    const paused = (end: number) => ({
      ...buildList(first, second),
      mode: 'observe' as const,
      observesUntil: isoAt(end),
    });
    const since = [event({}, { added: [second] })];
    expect(restoredList(paused(NOW + HOUR), since, true, NOW).mode).toBe('observe');
    expect(restoredList(paused(NOW - 1), since, true, NOW).mode).toBe('enforce');
  });
});

describe('a list that is restored with the shared lists of that time', () => {
  const office = { list: 'office', entries: [first] };
  const namesThen = (...events: api.HistoryEvent[]) =>
    restoredList({ ...buildList(), included: [office] }, events, true, NOW).included;

  it('keeps what it includes now if no event changed that', () => {
    expect(namesThen(event({}))).toEqual([office]);
  });

  it('includes those of then, with what is known of them', () => {
    expect(namesThen(event({}), event({ lists: 'backup office' }))).toEqual([
      { list: 'backup' },
      office,
    ]);
  });

  it('includes none if there were none then', () => {
    expect(namesThen(event({ lists: 'backup' }), event({ lists: '' }))).toEqual([]);
  });

  it('keeps those of now for a person who may not change them, and enforces what was off', () => {
    const since = [event({ lists: '', mode: 'off' })];
    const list = { ...buildList(), included: [office] };
    const restored = restoredList(list, since, false, NOW);
    expect(restored).toMatchObject({ mode: 'enforce', included: [office] });
  });
});
