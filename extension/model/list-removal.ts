/** What it would do to the accounts that include a shared list if the list were detached everywhere. Pure. */
import type { SharedPreview } from '../../shared/api.ts';

type Affected = Pick<
  SharedPreview['affected'][number],
  'account' | 'cutOff' | 'nobodyAllowed' | 'turnedOff'
>;

export interface RemovalPage {
  /** The number of accounts that include the list. */
  readonly accounts: { readonly total: number };
  readonly affected: readonly Affected[];
  /** The accounts that could not be asked. */
  readonly unreadable: readonly string[];
  readonly cursor: string | null;
}

export interface Removal {
  readonly total: number;
  /** The accounts that would go off. While there is one, the list can't be detached everywhere. */
  readonly turnedOff: readonly string[];
  readonly leftWithNothing: readonly string[];
  /** The other accounts that would lose recent senders. */
  readonly cutOff: readonly Affected[];
  readonly unreadable: readonly string[];
}

const NOBODY: Removal = {
  total: 0,
  turnedOff: [],
  leftWithNothing: [],
  cutOff: [],
  unreadable: [],
};

/** Adds a page to what is known. */
export function addRemovalPage(known: Removal = NOBODY, page: RemovalPage): Removal {
  const { affected, unreadable } = page;
  const named = (isIt: (one: Affected) => boolean) =>
    affected.filter(isIt).map(({ account }) => account);
  return {
    total: page.accounts.total,
    turnedOff: [...known.turnedOff, ...named(({ turnedOff }) => turnedOff)],
    leftWithNothing: [...known.leftWithNothing, ...named(({ nobodyAllowed }) => nobodyAllowed)],
    cutOff: [
      ...known.cutOff,
      ...affected.filter(
        ({ cutOff, nobodyAllowed, turnedOff }) => cutOff.length > 0 && !nobodyAllowed && !turnedOff,
      ),
    ],
    unreadable: [...known.unreadable, ...unreadable],
  };
}
