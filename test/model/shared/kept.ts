/** What one object keeps, an account or a shared list, as the list of all states that it has been in. */
export type AccountKey = 'plain' | 'strict' | 'domain' | 'own';
export type ListKey = 'office' | 'vpn';
export type Key = AccountKey | ListKey;

export const ACCOUNTS: readonly AccountKey[] = ['plain', 'strict', 'domain', 'own'];
export const LISTS: readonly ListKey[] = ['office', 'vpn'];
export const KEYS: readonly Key[] = [...ACCOUNTS, ...LISTS];

export const isList = (key: Key): key is ListKey => LISTS.some((list) => list === key);

export interface Entry {
  readonly id: number;
  readonly value: string;
  readonly expiresAt: number | null;
}

export interface State {
  readonly exists: boolean;
  /** That of an account. A shared list has none. */
  readonly mode: 'off' | 'enforce' | 'observe';
  readonly suspended: boolean;
  readonly revision: number;
  readonly entries: readonly Entry[];
  readonly lists: readonly ListKey[];
}

export const NOTHING: State = {
  exists: false,
  mode: 'off',
  suspended: false,
  revision: 0,
  entries: [],
  lists: [],
};

interface Moment {
  readonly at: number;
  readonly state: State;
}

export class Kept {
  readonly moments: Moment[] = [{ at: 0, state: NOTHING }];
  /** The place of the moment when it was last made. What was before is forgotten. */
  #born = 0;

  get state(): State {
    return this.moments.at(-1)?.state ?? NOTHING;
  }

  commit(state: State, now: number): void {
    if (state.exists && !this.state.exists) this.#born = this.moments.length;
    this.moments.push({ at: now, state });
  }

  /** R16: the state at a revision. */
  at(revision: number): State {
    const since = this.moments.slice(this.#born).map(({ state }) => state);
    return since.findLast((state) => state.revision <= revision) ?? NOTHING;
  }

  /** The states from the moment `from` on that somebody may still have seen since a time. */
  seen(from: number, since: number): State[] {
    return this.moments
      .filter((_, index) => {
        const next = this.moments[index + 1];
        return index >= from && (next === undefined || next.at >= since);
      })
      .map(({ state }) => state);
  }
}

export const covers = ({ entries }: State, address: string, now: number) =>
  entries.some(
    ({ value, expiresAt }) => value === address && (expiresAt === null || expiresAt > now),
  );

export const holdsAnything = ({ entries, lists }: Pick<State, 'entries' | 'lists'>) =>
  entries.length > 0 || lists.length > 0;
