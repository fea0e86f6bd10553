/**
 * The rules R1–R18 once more, small and in another way than shared/ has them: an account as a list of
 * the states it has been in. What a call must be answered follows from the last, what a check may be
 * answered from those that R17 lets it have seen.
 */
import { holdFamily, type Item } from './pool.ts';

export interface Listed extends Item {
  readonly id: string;
  readonly remark: string;
  readonly expiresAt: number | null;
}

export interface State {
  readonly exists: boolean;
  readonly mode: 'off' | 'enforce' | 'observe';
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

/** Refused with a status and a code, or the state that follows. */
export type Ruling =
  | { readonly status: number; readonly code: string }
  | { readonly next: State; readonly lists: boolean };

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
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'disable' }
  | { readonly kind: 'mode'; readonly mode: 'enforce' | 'observe' }
  | { readonly kind: 'restore-entry'; readonly id: string }
  | { readonly kind: 'restore-revision'; readonly revision: number };

const MONTH_MS = 30 * 24 * 3_600_000;
export const NOTHING: State = {
  exists: false,
  mode: 'off',
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

/** R1, R2, R6, R11, R13, R14. */
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
  /** Where the account was made last: what was before is forgotten with it. */
  #born = 0;
  readonly #deleted = new Map<string, { readonly entry: Listed; readonly at: number }>();
  /** List changes, settings and tokens since the account was made (R16). */
  events = 0;
  #ids = 0;

  get state(): State {
    return this.moments.at(-1)?.state ?? NOTHING;
  }

  /** The ids that can be named: on the list, and gone. */
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
      case 'edit': {
        const { remark, expiresAt } = change;
        if (!state.entries.some(({ id }) => id === change.id)) return refused(404, 'entry-unknown');
        const entries = state.entries.map((entry) =>
          entry.id === change.id
            ? {
                ...entry,
                ...(remark !== undefined && { remark }),
                ...(expiresAt !== undefined && { expiresAt }),
              }
            : entry,
        );
        return this.#become({ ...state, entries });
      }
      case 'delete': {
        const entries = state.entries.filter(({ id }) => id !== change.id);
        if (entries.length === state.entries.length) return refused(404, 'entry-unknown');
        return this.#become({ ...state, entries });
      }
      case 'disable':
        return this.#become({ ...state, entries: [] });
      case 'mode':
        if (state.entries.length === 0) return refused(409, 'allowlist-empty');
        return this.#become({ ...state, mode: change.mode });
      case 'restore-entry': {
        const gone = this.#deleted.get(change.id);
        if (!gone || gone.at < now - MONTH_MS) return refused(404, 'entry-unknown');
        return this.#enter([], [gone.entry]);
      }
      case 'restore-revision':
        return this.#return(change.revision, now);
    }
  }

  /** The ruling's state is from now on, and what left the list can be put back for a month. */
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

  /** The ids that the account gave to what it added. */
  learnIds(ids: ReadonlyMap<string, string>): void {
    const last = this.moments.length - 1;
    const { at, state } = this.moments[last] ?? { at: 0, state: NOTHING };
    const entries = state.entries.map((entry) =>
      entry.id.startsWith('new') ? { ...entry, id: ids.get(entry.value) ?? entry.id } : entry,
    );
    this.moments[last] = { at, state: { ...state, entries } };
  }

  #exchange(
    removed: readonly Listed[],
    items: readonly Item[],
    { remark, expiresAt }: { readonly remark: string; readonly expiresAt: number | null },
    _now: number,
  ): Ruling {
    // Only what is wrong stands for no address.
    if (items.some(({ last }) => last === 0n)) return refused(422, 'invalid-value');
    const added = items.map((item) => ({ ...item, id: `new${++this.#ids}`, remark, expiresAt }));
    return this.#enter(removed, added);
  }

  /** R4, R5: all or nothing. */
  #enter(removed: readonly Listed[], added: readonly Listed[]): Ruling {
    const kept = this.state.entries.filter((entry) => !removed.includes(entry));
    const entries = [...kept, ...added];
    const isTwin = (entry: Listed, index: number) =>
      entries.slice(0, kept.length + index).some((earlier) => same(earlier, entry));
    if (added.some(isTwin)) return refused(409, 'duplicate-entry');
    if (added.length > 0 && holdFamily(entries)) return refused(422, 'invalid-value');
    if (added.length > 0 && entries.length > this.state.limit) return refused(409, 'limit-reached');
    return this.#become({ ...this.state, entries });
  }

  /** R16: the list as it was at a revision. */
  #return(revision: number, now: number): Ruling {
    if (revision > this.state.revision) return refused(422, 'invalid-value');
    const since = this.moments.slice(this.#born);
    const left = since.find(({ state }) => state.revision > revision);
    if (left && left.at < now - MONTH_MS) return refused(422, 'invalid-value');
    const past = since.findLast(({ state }) => state.revision <= revision)?.state ?? NOTHING;
    if (past.entries.length === 0) return refused(409, 'allowlist-empty');
    const stay = new Set(this.state.entries.map(({ id }) => id));
    const back = past.entries.filter(({ id }) => !stay.has(id));
    if (back.length > 0 && past.entries.length > this.state.limit)
      return refused(409, 'limit-reached');
    const mode = past.mode === 'observe' ? 'observe' : 'enforce';
    return this.#become({ ...this.state, entries: past.entries, mode });
  }

  /** R6, R10: a list is on while it has entries. A revision is what makes a difference. */
  #become(next: State): Ruling {
    const on = next.mode === 'off' ? 'enforce' : next.mode;
    const state = { ...next, mode: next.entries.length === 0 ? ('off' as const) : on };
    const differs = lookOf(state) !== lookOf(this.state);
    return {
      next: differs ? { ...state, revision: state.revision + 1 } : this.state,
      lists: differs,
    };
  }
}

/** What is seen of a list: in no order. */
export function lookOf({ mode, entries }: Pick<State, 'mode' | 'entries'>): string {
  const lines = entries.map(({ id, value, remark, expiresAt }) => [id, value, remark, expiresAt]);
  return JSON.stringify([mode, lines.toSorted()]);
}
