/** Random acts of managers and operators. Each act compares its answer with the model. */
import fc from 'fast-check';
import { type Asked, change, type Terms } from './change-call.ts';
import type { Held } from './held.ts';
import { toAsked } from './list-calls.ts';
import { LIST_CHANGES, type Make, NEWER_LIST_CHANGES } from './list-changes.ts';
import { NOTHING, type Ruling, type State } from './model.ts';
import { issue, make, revoke } from './operator-calls.ts';
import type { Place, Slot, Tested } from './tested.ts';

export interface Act {
  /** The text of the act in the report of a failure. */
  toString(): string;
  run(held: Held, tested: Tested): Promise<void>;
}

const MANAGERS = ['manager-a', 'manager-b', 'viewer'] as const;
export const place = fc.constantFrom<Place>(0, 1);
const terms = fc.record<Terms>({
  slot: fc.constantFrom<Slot>(
    'manager-a',
    'manager-a',
    'manager-b',
    'manager-b',
    'operator',
    'operator',
    'viewer',
  ),
  place,
  match: fc.constantFrom('none', 'none', 'none', 'right', 'stale'),
  key: fc.constantFrom(0, 0, 1, 2),
});
export const operating = terms.map((some): Terms => ({ ...some, slot: 'operator', key: 0 }));

const toAct = ([by, makeChange]: [Terms, Make]): Act => {
  const { kind, ...rest } = makeChange(
    { state: NOTHING, ids: { listed: [], gone: [] } } as never,
    0,
  );
  const what = JSON.stringify(rest, (_, value) => (typeof value === 'bigint' ? undefined : value));
  return {
    toString: () => `${kind} ${what} ${Object.values(by).join(' ')}`,
    run: (held, tested) =>
      change(held, tested, by, toAsked(held.model, makeChange(held.model, Date.now()))),
  };
};
const changing = fc.tuple(terms, LIST_CHANGES).map(toAct);
const changingSeveral = fc.tuple(terms, NEWER_LIST_CHANGES).map(toAct);

const settings = fc.constantFrom<Partial<Pick<State, 'limit' | 'strict' | 'suspended'>>>(
  { limit: 2 },
  { limit: 5 },
  { strict: true },
  { strict: false },
  { suspended: true },
  { suspended: false },
  { suspended: false },
);

const setting = fc.tuple(operating, settings).map(([by, set]): Act => {
  const { strict, ...rest } = set;
  const body = {
    ...rest,
    ...(strict !== undefined && { consistency: strict ? 'strict' : 'default' }),
  };
  return {
    toString: () => `set ${JSON.stringify(body)} ${by.place} ${by.match}`,
    run(held, tested) {
      const rule = (state: State, now: number): Ruling => {
        const next = { ...state, ...set };
        const differs =
          JSON.stringify([next.limit, next.strict, next.suspended]) !==
          JSON.stringify([state.limit, state.strict, state.suspended]);
        return differs ? held.model.set(next, now) : { next: state, events: 0 };
      };
      const asked: Asked = { method: 'PATCH', path: '', body, status: 200, keyed: false, rule };
      return change(held, tested, by, asked);
    },
  };
});

const deleting = operating.map((by): Act => {
  const rule = (state: State): Ruling => ({
    next: { ...NOTHING, revision: state.revision + 1 },
    events: 1,
  });
  const asked: Asked = { method: 'DELETE', path: '', status: 204, keyed: false, rule };
  return {
    toString: () => `delete the account ${by.place} ${by.match}`,
    async run(held, tested) {
      await change(held, tested, by, asked);
      if (held.model.state.exists) return;
      tested.issued.clear();
      held.answers.clear();
    },
  };
});

/** Makes the account, and issues a token for each manager and viewer. */
export async function makeWithTokens(
  held: Held,
  tested: Tested,
  at: Place,
  strict: boolean,
): Promise<void> {
  await make(held, tested, at, strict);
  if (tested.faults.object !== 'well' || !held.model.state.exists) return;
  for (const slot of MANAGERS) await issue(held, tested, at, slot);
}

const making = fc.tuple(place, fc.boolean()).map(
  ([at, strict]): Act => ({
    toString: () => `make the account ${at} ${strict}`,
    run: (held, tested) => makeWithTokens(held, tested, at, strict),
  }),
);

const slots = fc.constantFrom<Slot>(...MANAGERS);
const issuing = fc.tuple(slots, place).map(
  ([slot, at]): Act => ({
    toString: () => `issue ${slot} ${at}`,
    run: (held, tested) => issue(held, tested, at, slot),
  }),
);

const revoking = fc.tuple(slots, place).map(
  ([slot, at]): Act => ({
    toString: () => `revoke ${slot} ${at}`,
    run: (held, tested) => revoke(held, tested, at, slot),
  }),
);

interface Weighted {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Act>;
}

/** What the release before can do, too. */
export const ACTS: readonly Weighted[] = [
  { weight: 24, arbitrary: changing },
  { weight: 4, arbitrary: setting },
  { weight: 1, arbitrary: deleting },
  { weight: 3, arbitrary: making },
  { weight: 2, arbitrary: issuing },
  { weight: 1, arbitrary: revoking },
];

export const NEWER_ACTS: readonly Weighted[] = [{ weight: 4, arbitrary: changingSeveral }];
