import { useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Place } from '../../model/places.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type Expiry, findExpiryTerms } from '../ExpiryField.tsx';
import { commandOf, type Terms } from './act-command.ts';
import { type Act, type Breadth, findOffer, isSameAct, type Offer } from './offer.ts';
import type { PopupActions } from './popup-actions.ts';
import type { CarryOut } from './useCarryOut.ts';

export interface QuickAddProps {
  readonly place: Place;
  readonly snapshot: Snapshot | null;
  readonly canChange: boolean;
  readonly quickAdd: QuickAdd;
  /** The name of this browser. It is the remark until the person types one. */
  readonly browserName: string;
  readonly actions: PopupActions;
}

/** Finds what to offer for an address, with the remark and expiry that the person has set. */
export function useQuickAdd(props: QuickAddProps, carryOut: CarryOut, now: number) {
  const { snapshot, canChange, quickAdd, actions } = props;
  const [family, chooseFamily] = useState<SeenAddress['family'] | null>(null);
  const [breadth, setBreadth] = useState<Breadth>('network');
  const [typed, setRemark] = useState<string | null>(null);
  const [expiry, setExpiry] = useState<Expiry>({ choice: quickAdd.expiry, until: '' });
  const [start, setStart] = useState<ListedMode>('enforce');

  const seen = snapshot === null ? undefined : chooseAddress(snapshot, family);
  const offer = snapshot && seen ? findOffer(snapshot, seen, breadth, canChange, now) : undefined;
  const primary = offer?.kind === 'acts' ? offer.primary : null;
  const remark = typed ?? proposeRemark(primary, props);
  const terms = findExpiryTerms(expiry, now);
  const isReady = snapshot?.trouble === null && terms !== undefined;
  const isOff = snapshot?.mode === 'off';
  const planOf = (act: Act, expiry: Terms['expiry']) =>
    commandOf(act, { remark, expiry, start: isOff ? start : undefined }, now);

  /** True if the list was changed. */
  const act = async (chosen: Act): Promise<boolean> => {
    if (!isReady) return false;
    const isDone = await carryOut(planOf(chosen, terms), (fresh) => {
      // If the list was turned on or off in the meantime, the notice before the button is no longer true.
      if ((fresh.mode === 'off') !== isOff) return false;
      const address = chooseAddress(fresh, family);
      if (address === undefined) return false;
      return holds(findOffer(fresh, address, breadth, canChange, Date.now()), chosen);
    });
    if (isDone) {
      const kept = expiry.choice === 'until' ? quickAdd.expiry : expiry.choice;
      actions.keepQuickAdd({ remark: typed ?? quickAdd.remark, expiry: kept });
    }
    return isDone;
  };

  const planned = primary && isReady ? planOf(primary, terms) : null;
  const fields = { breadth, remark, expiry, start, setBreadth, setRemark, setExpiry, setStart };
  return { seen, offer, primary, planned, isReady, fields, chooseFamily, act };
}

export type QuickAddFieldValues = ReturnType<typeof useQuickAdd>['fields'];

function chooseAddress(
  { addresses }: Snapshot,
  family: SeenAddress['family'] | null,
): SeenAddress | undefined {
  return addresses.find((address) => address.family === family) ?? addresses[0];
}

function holds(offer: Offer, act: Act): boolean {
  if (offer.kind === 'none') return false;
  return isSameAct(act, offer.primary) || isSameAct(act, offer.secondary);
}

/** Proposes a remark. A changed address keeps the remark of the former entry. */
function proposeRemark(act: Act | null, { quickAdd, browserName }: QuickAddProps): string {
  const kept = act?.kind === 'replace' ? act.previous.remark : '';
  return kept || quickAdd.remark || browserName;
}
