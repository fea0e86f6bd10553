import { useEffect, useRef, useState } from 'preact/hooks';
import type { Connection } from '../../model/connection.ts';
import { accountPlacesOf, findConnection, keyOf, type Place } from '../../model/places.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { Undo } from '../../model/undo.ts';
import type { OwnExpiry } from '../../wording/own.ts';
import { useUnderWay } from '../useUnderWay.ts';
import type { EverywhereActions } from './everywhere-actions.ts';
import { ownCommandsOf } from './own-command.ts';
import { type EverywherePlan, planEverywhere } from './plan-everywhere.ts';

/** The knowledge about one account. */
export interface EverywhereRow {
  readonly place: Place;
  /** Null while the account is being read. */
  readonly plan: EverywherePlan | null;
  readonly revision: number;
  readonly answer:
    | { readonly kind: 'added'; readonly undo: Undo | null }
    | { readonly kind: 'taken-back' }
    | { readonly kind: 'failed'; readonly trouble: Trouble }
    | null;
}

const AT_ONCE = 4;

/**
 * Reads every account of this browser, and then adds the browser's address to those whose list is on. Shared lists are
 * left alone: an entry there lets the address in for everybody who includes the list.
 */
export function useEverywhere(
  connections: readonly Connection[],
  actions: EverywhereActions,
  remark: string,
  expiry: OwnExpiry,
) {
  const [rows, setRows] = useState<readonly EverywhereRow[]>(() =>
    accountPlacesOf(connections).map((place) => ({ place, plan: null, revision: 0, answer: null })),
  );
  const { underWay, run } = useUnderWay();
  const isOpen = useRef(true);
  const put = (place: Place, part: Partial<EverywhereRow>) =>
    setRows((all) =>
      all.map((row) => (keyOf(row.place) === keyOf(place) ? { ...row, ...part } : row)),
    );

  const read = async (place: Place) => {
    const role = findConnection(connections, place)?.session.role;
    const snapshot = await actions.read(place);
    const plan = planEverywhere(snapshot, role === 'manager' || role === 'operator');
    put(place, { plan, revision: snapshot.revision });
  };
  useEffect(() => {
    void inTurns(
      rows.map(({ place }) => place),
      async (place) => {
        if (isOpen.current) await read(place);
      },
    );
    return () => {
      isOpen.current = false;
    };
  }, []);

  const addAt = async ({ place, plan, revision }: EverywhereRow) => {
    if (plan?.kind !== 'add') return;
    let seen = revision;
    const undos: Undo[] = [];
    const commands = ownCommandsOf(plan.acts, remark, expiry, serverNow());
    for (const command of commands) {
      const made = await actions.change(place, command, seen);
      if (!made.ok) return put(place, { answer: { kind: 'failed', trouble: made.error } });
      seen = made.value.revision;
      if (made.value.undo) undos.push(made.value.undo);
    }
    // All changes are taken back at once: to the list before the first one.
    const [first] = undos;
    const undo =
      first && undos.length === commands.length ? { ...first, revisionAfter: seen } : null;
    put(place, { answer: { kind: 'added', undo } });
  };
  const takeBackAt = async ({ place, answer }: EverywhereRow) => {
    if (answer?.kind !== 'added' || answer.undo === null) return;
    const trouble = await actions.takeBack(answer.undo);
    put(place, { answer: trouble ? { kind: 'failed', trouble } : { kind: 'taken-back' } });
  };

  return {
    rows,
    underWay,
    isRead: rows.every(({ plan }) => plan !== null),
    // One after the other: each change keeps the offer to take it back.
    add: () =>
      run(async () => {
        for (const row of rows) await addAt(row);
      }),
    takeBack: () =>
      run(async () => {
        for (const row of rows) await takeBackAt(row);
      }),
  };
}

/** Runs for each item, a few at a time. An operator may have picked hundreds of accounts. */
async function inTurns<Item>(items: readonly Item[], run: (item: Item) => Promise<void>) {
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
