import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import type { Act } from './offer.ts';
import type { MeantAct } from './possible-acts.ts';

/** Says exactly what the button will do. `companions` is the number of senders that are added as well. */
export function wordMeant({ act, start }: MeantAct, companions: number): string {
  if (act.kind !== 'add' || start === undefined) return wordAct(act);
  const { value } = act.target;
  if (companions === 0) {
    return start === 'enforce' ? t('first.turnOn', [value]) : t('first.observe', [value]);
  }
  const given: [string, string] = [value, wordNumber(companions)];
  return start === 'enforce' ? t('first.turnOnMore', given) : t('first.observeMore', given);
}

export function wordAct(act: Act): string {
  switch (act.kind) {
    case 'add':
      return t('popup.add', [act.target.value]);
    case 'replace':
      return t('popup.replace', [act.previous.value, act.target.value]);
    case 'extend':
      return t('popup.extend', [act.entry.value]);
  }
}

/** Names another possible act. It is short where the button above it says the rest. */
export function wordOther(other: MeantAct, first: MeantAct | null, companions: number): string {
  if (first === null) return wordMeant(other, companions);
  if (other.act.kind === 'add' && first.act.kind === 'replace') return t('popup.keepBoth');
  const isSameButObserving = other.start === 'observe' && first.start === 'enforce';
  return isSameButObserving ? t('start.observe') : wordMeant(other, companions);
}

/** Names an act in short. More is said after it. */
export function wordShort({ act, start }: MeantAct): string {
  return start === 'enforce' ? t('start.turnOn') : wordAct(act);
}
