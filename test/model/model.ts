/**
 * A second writing of the rules R1–R18, small and built in another way than shared/: an account is
 * a list of the states it has been in. The last state decides the answer to a call. The answers to
 * a check follow from every state that the check may still see by R17.
 */
import { holdFamily, type Item } from './pool.ts';

export interface Listed extends Item {
  readonly id: string;
  readonly remark: string;
  readonly expiresAt: number | null;
  /** The time when the entry came onto the list, or was put back. */
  readonly cameAt: number;
}

export interface State {
  readonly exists: boolean;
  readonly mode: 'off' | 'enforce' | 'observe';
  /** When a list that observes enforces by itself. */
  readonly pausedUntil: number | null;
  readonly revision: number;
  readonly limit: number;
  readonly strict: boolean;
  readonly suspended: boolean;
  readonly entries: readonly Listed[];
}

export interface Moment {
  readonly at: number;
  readonly state: State;
}

/**
 * A refusal with a status and a code, or the next state and the number of events that the history
 * gets (R16).
 */
export type Ruling =
  | { readonly status: number; readonly code: string }
  | { readonly next: State; readonly events: number; readonly renewed?: readonly string[] };

export type ListChange =
  | {
      readonly kind: 'add' | 'import';
      readonly items: readonly Item[];
      readonly remark: string;
      readonly expiresAt: number | null;
    }
  | {
      readonly kind: 'replace';
      readonly remove: string;
      readonly items: readonly Item[];
      readonly remark: string;
      readonly expiresAt: number | null;
    }
  | {
      readonly kind: 'edit';
      readonly id: string;
      readonly remark?: string;
      readonly expiresAt?: number | null;
    }
  | {
      readonly kind: 'edit-entries';
      readonly ids: readonly string[];
      readonly remark?: string;
      readonly expiresAt?: number | null;
    }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'delete-entries'; readonly ids: readonly string[] }
  | { readonly kind: 'disable' }
  | { readonly kind: 'mode'; readonly mode: 'enforce' | 'observe'; readonly until?: number }
  | { readonly kind: 'restore-entry'; readonly id: string }
  | { readonly kind: 'restore-revision'; readonly revision: number };

const MONTH_MS = 30 * 24 * 3_600_000;
export const NOTHING: State = {
  exists: false,
  mode: 'off',
  pausedUntil: null,
  revision: 0,
  limit: 0,
  strict: false,
  suspended: false,
  entries: [],
};

const refused = (status: number, code: string): Ruling => ({ status, code });
const same = (a: Item, b: Item) => a.first === b.first && a.last === b.last;
export const holds = (entry: Item, address: bigint) =>
  entry.first <= address && address <= entry.last;
export const isLive = ({ expiresAt }: Listed, now: number) => expiresAt === null || expiresAt > now;

/**
 * R13: the entries that have to leave, one after the other. The longest expired leaves first, if
 * too many have expired or if it expired too long ago. The last entry never leaves.
 */
function leavingFrom({ entries, limit }: State, now: number): Listed[] {
  const leaving: Listed[] = [];
  const since = ({ expiresAt, cameAt }: Listed) => Math.max(expiresAt ?? 0, cameAt);
  for (;;) {
    const there = entries.filter((entry) => !leaving.includes(entry));
    const expired = there.filter((entry) => !isLive(entry, now));
    const [first] = expired.toSorted(
      (a, b) => since(a) - since(b) || (a.expiresAt ?? 0) - (b.expiresAt ?? 0),
    );
    const goes = first && (expired.length > limit || since(first) + MONTH_MS <= now);
    if (!first || !goes || there.length === 1) return leaving;
    leaving.push(first);
  }
}

/** Decides by R1, R2, R6, R11, R13 and R14. */
export function allows(
  { exists, suspended, mode, entries }: State,
  address: bigint,
  now: number,
): boolean {
  if (!exists || suspended) return false;
  if (mode !== 'enforce') return true;
  return covers(entries, address, now);
}

export function covers(entries: readonly Listed[], address: bigint, now: number): boolean {
  return entries.some((entry) => isLive(entry, now) && holds(entry, address));
}

export class Model {
  readonly moments: Moment[] = [{ at: 0, state: NOTHING }];
  /** The place of the moment when the account was last made. Everything before it is forgotten. */
  #born = 0;
  readonly #deleted = new Map<string, { readonly entry: Listed; readonly at: number }>();
  /** The number of list changes, settings and tokens since the account was made (R16). */
  events = 0;
  #ids = 0;

  get state(): State {
    return this.moments.at(-1)?.state ?? NOTHING;
  }

  /** The ids that a call can name: those on the list, and those that have gone. */
  get ids(): { readonly listed: string[]; readonly gone: string[] } {
    return { listed: this.state.entries.map(({ id }) => id), gone: [...this.#deleted.keys()] };
  }

  rule(change: ListChange, now: number): Ruling {
    const { state } = this;
    switch (change.kind) {
      case 'add':
      case 'import':
        return this.#exchange([], change.items, change, now);
      case 'replace': {
        const removed = state.entries.filter(({ id }) => id === change.remove);
        if (removed.length === 0) return refused(404, 'entry-unknown');
        return this.#exchange(removed, change.items, change, now);
      }
      case 'edit':
      case 'edit-entries': {
        const { remark, expiresAt } = change;
        const ids = 'ids' in change ? change.ids : [change.id];
        if (!this.#hasAll(ids)) return refused(404, 'entry-unknown');
        const entries = state.entries.map((entry) =>
          ids.includes(entry.id)
            ? {
                ...entry,
                ...(remark !== undefined && { remark }),
                ...(expiresAt !== undefined && { expiresAt }),
              }
            : entry,
        );
        if (this.#isTooMany(entries, now)) return refused(409, 'limit-reached');
        return this.#settle({ ...state, entries }, now);
      }
      case 'delete':
      case 'delete-entries': {
        const ids = 'ids' in change ? change.ids : [change.id];
        if (!this.#hasAll(ids)) return refused(404, 'entry-unknown');
        const entries = state.entries.filter(({ id }) => !ids.includes(id));
        return this.#become({ ...state, entries });
      }
      case 'disable':
        return this.#become({ ...state, entries: [] });
      case 'mode':
        if (state.entries.length === 0) return refused(409, 'allowlist-empty');
        return this.#become({ ...state, mode: change.mode, pausedUntil: change.until ?? null });
      case 'restore-entry': {
        const gone = this.#deleted.get(change.id);
        if (!gone || gone.at < now - MONTH_MS) return refused(404, 'entry-unknown');
        return this.#enter([], [{ ...gone.entry, cameAt: now }], now);
      }
      case 'restore-revision':
        return this.#return(change.revision, now);
    }
  }

  /** R5, R13: changes settings. Expired entries may have to leave with that. */
  set(next: State, now: number): Ruling {
    const leaving = leavingFrom(next, now);
    const entries = next.entries.filter((entry) => !leaving.includes(entry));
    const events = leaving.length > 0 ? 2 : 1;
    return { next: { ...next, entries, revision: next.revision + 1 }, events };
  }

  /** R13: whether an expired entry ought to have left. */
  isLate(now: number): boolean {
    return leavingFrom(this.state, now).length > 0;
  }

  /** R14: a pause that is over is over before anything else is done. */
  endPause(now: number): void {
    const { state } = this;
    if (state.pausedUntil === null || state.pausedUntil > now) return;
    this.events++;
    const revision = state.revision + 1;
    this.commit({ ...state, mode: 'enforce', pausedUntil: null, revision }, now);
  }

  /** R13: what an alarm does to the list. */
  leave(now: number): void {
    this.endPause(now);
    const { state } = this;
    const leaving = leavingFrom(state, now);
    if (leaving.length === 0) return;
    const entries = state.entries.filter((entry) => !leaving.includes(entry));
    this.events++;
    this.commit({ ...state, entries, revision: state.revision + 1 }, now);
  }

  /**
   * Makes the ruling's state the current one. An entry that has left can be put back for a month.
   */
  commit(next: State, now: number): void {
    const { entries } = this.state;
    if (next.exists && !this.state.exists) {
      this.#born = this.moments.length;
      this.#deleted.clear();
      this.events = 0;
    }
    const stay = new Set(next.entries.map(({ id }) => id));
    for (const entry of entries)
      if (!stay.has(entry.id)) this.#deleted.set(entry.id, { entry, at: now });
    for (const id of stay) this.#deleted.delete(id);
    this.moments.push({ at: now, state: next });
  }

  /** Learns the ids that the account gave to the added entries. */
  learnIds(ids: ReadonlyMap<string, string>): void {
    const last = this.moments.length - 1;
    const { at, state } = this.moments[last] ?? { at: 0, state: NOTHING };
    const entries = state.entries.map((entry) =>
      entry.id.startsWith('new') ? { ...entry, id: ids.get(entry.value) ?? entry.id } : entry,
    );
    this.moments[last] = { at, state: { ...state, entries } };
  }

  #hasAll(ids: readonly string[]): boolean {
    return ids.every((id) => this.state.entries.some((entry) => entry.id === id));
  }

  #exchange(
    removed: readonly Listed[],
    items: readonly Item[],
    { remark, expiresAt }: { readonly remark: string; readonly expiresAt: number | null },
    now: number,
  ): Ruling {
    // Only the wrong items of the pool have no address.
    if (items.some(({ last }) => last === 0n)) return refused(422, 'invalid-value');
    const twins = items.map((item) =>
      this.state.entries.find(
        (entry) => same(entry, item) && !removed.includes(entry) && !isLive(entry, now),
      ),
    );
    const isTwice = items.some((item, index) =>
      items.slice(0, index).some((one) => same(one, item)),
    );
    if (isTwice) return refused(409, 'duplicate-entry');
    const renewed = this.state.entries.filter((entry) => twins.includes(entry));
    const added = items
      .filter((_, index) => !twins[index])
      .map((item) => ({ ...item, id: `new${++this.#ids}`, remark, expiresAt, cameAt: now }));
    const entries = this.state.entries.map((entry) =>
      renewed.includes(entry) ? { ...entry, remark, expiresAt } : entry,
    );
    const ruling = this.#enter(removed, added, now, entries);
    return 'code' in ruling ? ruling : { ...ruling, renewed: renewed.map(({ value }) => value) };
  }

  /** R4, R5: enters all entries or none. */
  #enter(
    removed: readonly Listed[],
    added: readonly Listed[],
    now: number,
    listed: readonly Listed[] = this.state.entries,
  ): Ruling {
    const kept = listed.filter(({ id }) => !removed.some((entry) => entry.id === id));
    const entries = [...kept, ...added];
    const isTwin = (entry: Listed, index: number) =>
      entries.slice(0, kept.length + index).some((earlier) => same(earlier, entry));
    if (added.some(isTwin)) return refused(409, 'duplicate-entry');
    if (added.length > 0 && holdFamily(entries)) return refused(422, 'invalid-value');
    if (this.#isTooMany(entries, now)) return refused(409, 'limit-reached');
    return this.#settle({ ...this.state, entries }, now);
  }

  /** R5: whether more entries are live than the limit, and one of them was not live before. */
  #isTooMany(entries: readonly Listed[], now: number): boolean {
    const live = entries.filter((entry) => isLive(entry, now));
    const isNew = ({ id }: Listed) =>
      !this.state.entries.some((entry) => entry.id === id && isLive(entry, now));
    return live.length > this.state.limit && live.some(isNew);
  }

  /** R16: goes back to the list as it was at a revision. */
  #return(revision: number, now: number): Ruling {
    if (revision > this.state.revision) return refused(422, 'invalid-value');
    const since = this.moments.slice(this.#born);
    const left = since.find(({ state }) => state.revision > revision);
    if (left && left.at < now - MONTH_MS) return refused(422, 'invalid-value');
    const past = since.findLast(({ state }) => state.revision <= revision)?.state ?? NOTHING;
    if (past.entries.length === 0) return refused(409, 'allowlist-empty');
    const entries = past.entries.map((entry) => {
      const is = this.state.entries.find(({ id }) => id === entry.id);
      const isSameTime = is?.expiresAt === entry.expiresAt;
      return { ...entry, cameAt: isSameTime ? is.cameAt : now };
    });
    if (this.#isTooMany(entries, now)) return refused(409, 'limit-reached');
    const { pausedUntil } = past;
    const observes = past.mode === 'observe' && (pausedUntil === null || pausedUntil > now);
    const mode = observes ? 'observe' : 'enforce';
    return this.#settle({ ...this.state, entries, mode, pausedUntil }, now);
  }

  /**
   * R13: settles which entries leave with the change. An entry that would leave at once does not
   * come at all.
   */
  #settle(next: State, now: number): Ruling {
    const leaving = leavingFrom(next, now);
    const were = new Set(this.state.entries.map(({ id }) => id));
    const left = leaving.filter(({ id }) => were.has(id));
    const entries = next.entries.filter((entry) => !leaving.includes(entry));
    const asked = this.#become({ ...next, entries: [...entries, ...left] });
    if ('code' in asked || left.length === 0) return asked;
    const { mode, pausedUntil } = asked.next;
    const revision = this.state.revision + 1;
    return { next: { ...next, entries, mode, pausedUntil, revision }, events: asked.events + 1 };
  }

  /**
   * R6, R10: a list is on while it has entries. Only a change with a visible effect makes a
   * revision.
   */
  #become(next: State): Ruling {
    const on = next.mode === 'off' ? 'enforce' : next.mode;
    const mode = next.entries.length === 0 ? ('off' as const) : on;
    const pausedUntil = mode === 'observe' ? next.pausedUntil : null;
    const state = { ...next, mode, pausedUntil };
    const differs = lookOf(state) !== lookOf(this.state) || pausedUntil !== this.state.pausedUntil;
    return differs
      ? { next: { ...state, revision: state.revision + 1 }, events: 1 }
      : { next: this.state, events: 0 };
  }
}

/** The visible parts of a list, in an order of their own. */
export function lookOf({ mode, entries }: Pick<State, 'mode' | 'entries'>): string {
  const lines = entries.map(({ id, value, remark, expiresAt }) => [id, value, remark, expiresAt]);
  return JSON.stringify([mode, lines.toSorted()]);
}
