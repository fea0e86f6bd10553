import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type OwnExpiry, wordLasting, wordOwnAct } from '../../wording/own.ts';
import { wordFacts } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import type { ListEdits } from '../panel/useListEdits.ts';
import { findOwnOffer, type OwnOffer } from './find-own-offer.ts';
import { ownCommandOf } from './own-command.ts';

/** Adds an address of this browser from wherever the panel names it: its own row, an alert, a search. */
export interface OwnAdding {
  /** True at a shared list, which refuses nobody by itself. */
  readonly isShared: boolean;
  readonly addresses: readonly SeenAddress[];
  /** Finds this browser's address, as long as it is certain that the browser is there now. */
  readonly findHere: (address: string) => SeenAddress | undefined;
  /** The expiry that one press gives. It is the one last used in the popup. */
  readonly expiry: OwnExpiry;
  readonly remark: string;
  readonly offerOf: (seen: SeenAddress) => OwnOffer;
  /** Adds the address at once. Opens the form if the list is off, or if one press can't do it. */
  readonly add: (seen: SeenAddress, expiry?: OwnExpiry) => void;
  /** Opens the add form with this value. Without one, the form is empty. */
  readonly openForm: (value?: string) => void;
}

interface OwnAddingSource {
  readonly snapshot: Snapshot | null;
  readonly canChange: boolean;
  readonly quickAdd: QuickAdd;
  /** The name of this browser. It is the remark unless the person has typed another one in the popup. */
  readonly browserName: string;
  readonly edits: Pick<ListEdits, 'begin' | 'underWay'>;
  readonly openForm: (value?: string) => void;
}

export function ownAddingOf(source: OwnAddingSource): OwnAdding {
  const { snapshot, canChange, quickAdd, edits, openForm } = source;
  const remark = quickAdd.remark || source.browserName;
  const offerOf = (seen: SeenAddress): OwnOffer =>
    snapshot === null
      ? { kind: 'none', because: 'trouble' }
      : findOwnOffer(snapshot, seen, canChange);
  return {
    isShared: snapshot?.isShared === true,
    addresses: snapshot?.addresses ?? [],
    findHere: (address) =>
      snapshot?.trouble === null
        ? snapshot.addresses.find((seen) => seen.address === address)
        : undefined,
    expiry: quickAdd.expiry,
    remark,
    offerOf,
    add: (seen, expiry = quickAdd.expiry) => {
      // A second press must not add the address to what the first one makes of the list.
      if (edits.underWay !== null) return;
      const offer = offerOf(seen);
      if (offer.kind === 'act') {
        edits.begin(ownCommandOf(offer.act, remark, expiry, serverNow()), [], true);
      } else openForm(offer.kind === 'form' ? offer.target.value : seen.address);
    },
    openForm,
  };
}

interface ButtonWords {
  readonly text: string;
  /** The text with what it is about, since the button shows only the first. */
  readonly label: string;
}

/** Returns the words of the button that adds an address of this browser beside something that is about it. */
export function wordAddMine({ offerOf, expiry }: OwnAdding, seen: SeenAddress): ButtonWords {
  const offer = offerOf(seen);
  const text =
    offer.kind === 'act' ? wordFacts(t('own.addMine'), wordLasting(expiry)) : t('notice.add');
  const value = offer.kind === 'none' ? seen.address : offer.target.value;
  return { text, label: t('own.actLabel', [text, value]) };
}

export function describeOwnAct(
  { kind }: { readonly kind: 'add' | 'extend' },
  value: string,
  expiry: OwnExpiry,
): ButtonWords {
  const text = wordOwnAct(kind, expiry);
  return { text, label: t('own.actLabel', [text, value]) };
}
