/**
 * The answers that a check may give by R7, R9, R17, R19 and R20. A refusal is confirmed at every object, so what the
 * newest states allow is allowed. A copy may allow what it shows, and each object has a copy of its own.
 */
import { KvLag } from '../kv-lag.ts';
import type { Faults, Place } from '../tested.ts';
import { covers, type Key, type State } from './kept.ts';
import type { SharedModel } from './shared-model.ts';

export const LOGINS = ['plain', 'strict', 'own', 'other'] as const;
/** `other` is a login of the domain that never has an account. */
export type Login = (typeof LOGINS)[number];

/** The states that an object may seem to be in, the newest last. */
type Seen = (key: Key) => readonly State[];

export class PromisedVerdicts {
  readonly #model: SharedModel;
  readonly #lag = new KvLag();
  /** By place: the last change of each object that was acknowledged there. */
  readonly #own: [Map<Key, number>, Map<Key, number>] = [new Map(), new Map()];

  constructor(model: SharedModel) {
    this.#model = model;
  }

  acknowledged(place: Place, key: Key): void {
    this.#own[place].set(key, this.#model.kept[key].moments.length - 1);
  }

  forgotten(place: Place): void {
    this.#own[place].clear();
  }

  faultsAre(faults: Pick<Faults, 'reading' | 'putting'>, now: number): void {
    this.#lag.faultsAre(faults, now);
  }

  verdicts(place: Place, login: Login, address: string, now: number): ('allow' | 'deny')[] {
    const newest: Seen = (key) => [this.#model.state(key)];
    if (mayAllow(newest, login, address, now)) return ['allow'];
    if (login === 'strict') return ['deny'];
    const since = this.#lag.seenSince(now);
    const seen: Seen = (key) => this.#model.kept[key].seen(this.#own[place].get(key) ?? 0, since);
    return mayAllow(seen, login, address, now) ? ['deny', 'allow'] : ['deny'];
  }
}

/** Whether some of the states that are seen allow the address together. */
function mayAllow(seen: Seen, login: Login, address: string, now: number): boolean {
  const isOfDomain = login === 'own' || login === 'other';
  const own = login === 'other' ? [] : seen(login);
  const hasOwn = (state: State) => state.exists;
  if (own.filter(hasOwn).some((state) => allows(state))) return true;
  const isWithoutOwn = isOfDomain && (login === 'other' || !own.every(hasOwn));
  return (
    isWithoutOwn &&
    seen('domain')
      .filter(hasOwn)
      .some((state) => allows(state))
  );

  function allows(state: State): boolean {
    if (state.suspended) return false;
    if (state.mode !== 'enforce' || covers(state, address, now)) return true;
    return state.lists.some((list) => seen(list).some((one) => covers(one, address, now)));
  }
}
