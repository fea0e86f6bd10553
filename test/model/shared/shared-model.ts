/**
 * A second writing of R19 and R20, small and built in another way than shared/: which call is refused, and what each
 * account and each shared list is after it.
 */
import {
  ACCOUNTS,
  type AccountKey,
  type Entry,
  holdsAnything,
  isList,
  Kept,
  type Key,
  type ListKey,
  NOTHING,
  type State,
} from './kept.ts';

export type Act =
  | { readonly kind: 'make'; readonly key: Key; readonly how: 'plain' | 'suspended' | 'off' }
  /** `also`: off=true of an account, detach=true of a list. */
  | { readonly kind: 'delete'; readonly key: Key; readonly also: boolean }
  | { readonly kind: 'add'; readonly key: Key; readonly value: string; readonly ms: number | null }
  | { readonly kind: 'expire'; readonly key: Key; readonly value: string; readonly ms: number }
  | { readonly kind: 'remove'; readonly key: Key; readonly value: string }
  | { readonly kind: 'restore'; readonly key: Key; readonly back: number }
  | { readonly kind: 'clear'; readonly list: ListKey }
  | {
      readonly kind: 'attach';
      readonly key: AccountKey;
      readonly list: ListKey;
      readonly mode?: 'observe' | 'enforce';
    }
  | { readonly kind: 'detach'; readonly key: AccountKey; readonly list: ListKey }
  | { readonly kind: 'disable'; readonly key: AccountKey }
  | { readonly kind: 'mode'; readonly key: AccountKey; readonly mode: 'observe' | 'enforce' }
  | { readonly kind: 'suspend'; readonly key: AccountKey; readonly is: boolean };

type Changes = readonly (readonly [Key, State])[];
export type Ruling = { readonly code: string } | { readonly next: Changes };

const refused = (code: string): Ruling => ({ code });
const DONE: Ruling = { next: [] };

/** What others see of it. */
const lookOf = ({ mode, suspended, lists, entries }: State) =>
  JSON.stringify([mode, suspended, lists, entries.toSorted((a, b) => a.id - b.id)]);

export class SharedModel {
  readonly kept: Readonly<Record<Key, Kept>> = {
    plain: new Kept(),
    strict: new Kept(),
    domain: new Kept(),
    own: new Kept(),
    office: new Kept(),
    vpn: new Kept(),
  };
  #ids = 0;

  state(key: Key): State {
    return this.kept[key].state;
  }

  includers(list: ListKey): AccountKey[] {
    return ACCOUNTS.filter((key) => this.state(key).lists.includes(list));
  }

  commit(changes: Changes, now: number): void {
    for (const [key, state] of changes) this.kept[key].commit(state, now);
  }

  rule(act: Act, now: number): Ruling {
    if (act.kind === 'make') return this.#make(act.key, act.how);
    const key = act.kind === 'clear' ? act.list : act.key;
    const state = this.state(key);
    if (!state.exists) return refused(isList(key) ? 'list-unknown' : 'account-unknown');
    switch (act.kind) {
      case 'delete':
        return isList(key) ? this.#deleteList(key, act.also) : this.#deleteAccount(key, act.also);
      case 'add':
        return this.#add(key, act.value, act.ms, now);
      case 'expire':
        return this.#become(key, {
          entries: state.entries.map((entry) =>
            entry.value === act.value ? { ...entry, expiresAt: now + act.ms } : entry,
          ),
        });
      case 'remove':
        return this.#become(key, {
          entries: state.entries.filter(({ value }) => value !== act.value),
        });
      case 'restore':
        return this.#restore(key, Math.max(0, state.revision - act.back));
      case 'clear':
        return this.#become(key, { entries: [] });
      case 'attach': {
        if (state.lists.includes(act.list)) return refused('list-attached');
        if (!this.state(act.list).exists) return refused('list-unknown');
        const begins = state.mode === 'off' ? { mode: act.mode ?? 'enforce' } : {};
        return this.#become(key, { lists: [...state.lists, act.list], ...begins });
      }
      case 'detach':
        if (!state.lists.includes(act.list)) return refused('list-unknown');
        return this.#become(key, { lists: state.lists.filter((list) => list !== act.list) });
      case 'disable':
        return this.#become(key, { entries: [], lists: [] });
      case 'mode':
        if (!holdsAnything(state)) return refused('allowlist-empty');
        return this.#become(key, { mode: act.mode });
      case 'suspend': {
        const opens = !act.is && state.suspended && state.mode === 'off';
        if (key === 'own' && opens && this.#isDomainClosed()) return refused('domain-list-on');
        return this.#become(key, { suspended: act.is });
      }
    }
  }

  #isDomainClosed(): boolean {
    const { exists, suspended, mode } = this.state('domain');
    return exists && (suspended || mode === 'enforce');
  }

  /** R6, R10, R20: an account is on while it has an entry or includes a list. */
  #become(key: Key, change: Partial<State>): Ruling {
    const before = this.state(key);
    const next = { ...before, ...change };
    const on = next.mode === 'off' ? 'enforce' : next.mode;
    const mode = isList(key) || !holdsAnything(next) ? 'off' : on;
    const after: State = { ...next, mode, revision: before.revision + 1 };
    return lookOf(after) === lookOf(before) ? DONE : { next: [[key, after]] };
  }

  #add(key: Key, value: string, ms: number | null, now: number): Ruling {
    const { entries } = this.state(key);
    const expiresAt = ms === null ? null : now + ms;
    const twin = entries.find((entry) => entry.value === value);
    if (twin && (twin.expiresAt === null || twin.expiresAt > now))
      return refused('duplicate-entry');
    const entry: Entry = { id: twin?.id ?? ++this.#ids, value, expiresAt };
    return this.#become(key, { entries: [...entries.filter((one) => one !== twin), entry] });
  }

  #restore(key: Key, revision: number): Ruling {
    const past = this.kept[key].at(revision);
    const lists = past.lists.filter((list) => this.state(list).exists);
    if (!holdsAnything({ entries: past.entries, lists })) return refused('allowlist-empty');
    const mode = past.mode === 'observe' ? 'observe' : 'enforce';
    return this.#become(key, { entries: past.entries, lists, mode });
  }

  #make(key: Key, how: 'plain' | 'suspended' | 'off'): Ruling {
    const { exists, revision } = this.state(key);
    if (exists) return refused(isList(key) ? 'list-exists' : 'account-exists');
    if (key === 'own' && how === 'plain' && this.#isDomainClosed())
      return refused('domain-list-on');
    const made = { ...NOTHING, exists: true, revision: revision + 1 };
    return { next: [[key, { ...made, suspended: !isList(key) && how === 'suspended' }]] };
  }

  #deleteAccount(key: AccountKey, isOpenAsked: boolean): Ruling {
    const { revision, suspended, mode } = this.state(key);
    const domain = this.state('domain');
    const isOpen = domain.exists && !domain.suspended && domain.mode !== 'enforce';
    const isLooser = domain.exists && !domain.suspended && domain.mode === 'enforce';
    const opens =
      key === 'own' && ((isOpen && (suspended || mode === 'enforce')) || (isLooser && suspended));
    if (opens && !isOpenAsked) return refused('domain-list-on');
    return { next: [[key, { ...NOTHING, revision: revision + 1 }]] };
  }

  /** R20: a list that goes turns nobody off. */
  #deleteList(list: ListKey, isDetached: boolean): Ruling {
    const includers = this.includers(list);
    const isLast = (key: AccountKey) =>
      this.state(key).entries.length === 0 && this.state(key).lists.length === 1;
    if (includers.length > 0 && (!isDetached || includers.some(isLast)))
      return refused('list-in-use');
    const without = includers.map((key): readonly [Key, State] => {
      const state = this.state(key);
      const lists = state.lists.filter((one) => one !== list);
      return [key, { ...state, lists, revision: state.revision + 1 }];
    });
    return { next: [...without, [list, { ...NOTHING, revision: this.state(list).revision + 1 }]] };
  }
}
