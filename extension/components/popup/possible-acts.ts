/** Finds the acts that the popup may put first, and which of them can cut somebody off. Pure. */
import type { ListedMode, Mode } from '../../../shared/allowlist.ts';
import type { PossibleAct } from '../../model/first-act.ts';
import { type Act, isSameAct, type Offer } from './offer.ts';

/** An act, and the mode in which a list that is off begins with it. */
export interface MeantAct {
  readonly act: Act;
  readonly start?: ListedMode;
}

export function possibleActs(offer: Offer, mode: Mode): PossibleAct<MeantAct>[] {
  if (offer.kind === 'none') return [];
  const acts = offer.secondary === null ? [offer.primary] : [offer.primary, offer.secondary];
  if (mode !== 'off') {
    return acts.map((act) => ({ act: { act }, canCutOff: act.kind === 'replace' }));
  }
  return acts.flatMap((act) => [
    { act: { act, start: 'enforce' as const }, canCutOff: true },
    { act: { act, start: 'observe' as const }, canCutOff: false },
  ]);
}

export function isSameMeant(left: MeantAct, right: MeantAct | null): boolean {
  return right !== null && left.start === right.start && isSameAct(left.act, right.act);
}
