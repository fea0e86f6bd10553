import { useState } from 'preact/hooks';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { type Foresight, orderActs } from '../../model/first-act.ts';
import type { Place } from '../../model/places.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { t } from '../../wording/translate.ts';
import { type Expiry, findExpiryError, findExpiryTerms } from '../ExpiryField.tsx';
import { useForesight } from '../preview/useForesight.ts';
import { commandOf, type Terms } from './act-command.ts';
import { type Act, type Breadth, findOffer, type Offer } from './offer.ts';
import type { PopupActions } from './popup-actions.ts';
import { isSameMeant, type MeantAct, possibleActs } from './possible-acts.ts';
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
  const { place, snapshot, canChange, quickAdd, actions } = props;
  const [family, chooseFamily] = useState<SeenAddress['family'] | null>(null);
  const [breadth, setBreadth] = useState<Breadth>('network');
  const [typed, setRemark] = useState<string | null>(null);
  const [chosen, setExpiry] = useState<Expiry | null>(null);
  const [companions, setCompanions] = useState<readonly string[]>([]);

  const mode = snapshot?.mode ?? 'off';
  // A first entry that expires leaves a list that refuses everyone, so it is kept unless the person says otherwise.
  const expiry = chosen ?? { choice: mode === 'off' ? 'always' : quickAdd.expiry, until: '' };
  const seen = snapshot === null ? undefined : chooseAddress(snapshot, family);
  const offer = snapshot && seen ? findOffer(snapshot, seen, breadth, canChange, now) : undefined;
  const primary = offer?.kind === 'acts' ? offer.primary : null;
  const acts = offer === undefined ? [] : possibleActs(offer, mode);
  const risky = acts.find(({ canCutOff }) => canCutOff)?.act ?? null;
  const remark = typed ?? proposeRemark(primary, props);
  const added = mode === 'off' ? companions : [];
  const terms = findExpiryTerms(expiry, now);
  const isReady = snapshot?.trouble === null && terms !== undefined;
  const planOf = (meant: MeantAct, expiryTerms: Terms['expiry']) =>
    commandOf(
      meant,
      {
        remark,
        expiry: expiryTerms,
        companions: { addresses: added, remark: t('senders.title') },
      },
      serverNow(),
    );

  // What a change of a shared list does to the accounts that include it is asked for in the panel alone.
  const isAsked = risky !== null && !snapshot?.isShared;
  const asked = isAsked && snapshot?.trouble === null ? planOf(risky, {}) : null;
  const read = useForesight(asked, snapshot?.revision ?? 0, (command) =>
    actions.preview(place, command),
  );
  const foresight: Foresight = snapshot?.isShared ? { kind: 'unchecked' } : read.foresight;
  const order = orderActs(acts, foresight);

  /** True if the list was changed. */
  const act = async (meant: MeantAct): Promise<boolean> => {
    if (!isReady) return false;
    const isRisky = isSameMeant(meant, risky);
    const isDone = await carryOut(
      planOf(meant, terms),
      (fresh) => {
        // The list may have been turned on or off in the meantime. Whom an act cuts off was asked for one revision.
        if ((fresh.mode === 'off') !== (mode === 'off')) return false;
        if (isRisky && fresh.revision !== snapshot.revision) return false;
        const address = chooseAddress(fresh, family);
        if (address === undefined) return false;
        return holds(findOffer(fresh, address, breadth, canChange, serverNow()), mode, meant);
      },
      isRisky,
    );
    if (isDone) {
      setCompanions([]);
      const kept = chosen === null || chosen.choice === 'until' ? quickAdd.expiry : chosen.choice;
      actions.keepQuickAdd({ remark: typed ?? quickAdd.remark, expiry: kept });
    }
    return isDone;
  };

  return {
    seen,
    offer,
    primary,
    order,
    read: { ...read, foresight, isAsked },
    isReady,
    /** Says why nothing can be done now. Undefined if something can, or if the page says why elsewhere. */
    why: findExpiryError(expiry, now),
    companions: added,
    setCompanions,
    fields: { breadth, remark, expiry, setBreadth, setRemark, setExpiry },
    chooseFamily,
    act,
  };
}

export type QuickAddFieldValues = ReturnType<typeof useQuickAdd>['fields'];

function chooseAddress(
  { addresses }: Snapshot,
  family: SeenAddress['family'] | null,
): SeenAddress | undefined {
  return addresses.find((address) => address.family === family) ?? addresses[0];
}

function holds(offer: Offer, mode: Snapshot['mode'], meant: MeantAct): boolean {
  return possibleActs(offer, mode).some(({ act }) => isSameMeant(meant, act));
}

/** Proposes a remark. A changed address keeps the remark of the former entry. */
function proposeRemark(act: Act | null, { quickAdd, browserName }: QuickAddProps): string {
  const kept = act?.kind === 'replace' ? act.previous.remark : '';
  return kept || quickAdd.remark || browserName;
}
