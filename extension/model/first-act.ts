/** Chooses the act that Enter does. It never cuts anybody off. Pure. */

/** The knowledge about senders that an act would cut off. */
export type Foresight =
  | { readonly kind: 'checking' }
  /** The endpoint gave no answer, or none in time. */
  | { readonly kind: 'unchecked' }
  | {
      readonly kind: 'checked';
      /** The number of recent senders that would be cut off. */
      readonly cutOff: number;
      /** True if the answer came after another act had become the first. */
      readonly isLate: boolean;
    };

export interface PossibleAct<Act> {
  readonly act: Act;
  /** True if the act may refuse somebody who is let in now. The foresight is about this act. */
  readonly canCutOff: boolean;
}

export interface ActOrder<Act> {
  /** The act that Enter does. Null while the endpoint is asked, and if no act is safe. */
  readonly first: Act | null;
  /** Acts that are safe as well. */
  readonly others: readonly Act[];
  /** An act that cuts somebody off, or may do so. Enter never does it. */
  readonly guarded: Act | null;
  readonly isChecking: boolean;
}

/** Orders the acts. `acts` has the most likely one first, and at most one that can cut somebody off. */
export function orderActs<Act>(
  acts: readonly PossibleAct<Act>[],
  foresight: Foresight,
): ActOrder<Act> {
  const [likely] = acts;
  const risky = acts.find(({ canCutOff }) => canCutOff)?.act ?? null;
  const safe = acts.filter(({ canCutOff }) => !canCutOff).map(({ act }) => act);
  const [first = null, ...others] = safe;
  if (risky === null) return { first, others, guarded: null, isChecking: false };
  if (foresight.kind === 'checking') {
    return likely?.canCutOff
      ? { first: null, others: safe, guarded: null, isChecking: true }
      : { first, others, guarded: null, isChecking: false };
  }
  if (foresight.kind === 'unchecked' || foresight.cutOff > 0) {
    return { first, others, guarded: risky, isChecking: false };
  }
  // Nobody is cut off. An act that has stood first for a while stays there, since Enter is already meant for it.
  const isFirst = likely?.canCutOff === true && (!foresight.isLate || first === null);
  return isFirst
    ? { first: risky, others: safe, guarded: null, isChecking: false }
    : { first, others: [...others, risky], guarded: null, isChecking: false };
}

/** Orders the one act of a question. `foresight` is undefined if the act can't cut off anybody. */
export function orderConfirmation(foresight: Foresight | undefined): ActOrder<'confirm'> {
  const act = { act: 'confirm', canCutOff: foresight !== undefined } as const;
  return orderActs([act], foresight ?? { kind: 'checking' });
}
