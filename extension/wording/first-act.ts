import type { Foresight } from '../model/first-act.ts';
import { wordNumber } from './time.ts';
import { t } from './translate.ts';

/** `what` says what the act does. The result says how many senders it cuts off, too. */
function wordAndCutOff(what: string, senders: number): string {
  return t('first.andCutOff', senders, [what, wordNumber(senders)]);
}

/** `what` says what the act does. Whom it cuts off is not known. */
function wordAllTheSame(what: string): string {
  return t('first.allTheSame', [what]);
}

/** Says what an act does that cuts somebody off, or may do so. */
export function wordGuarded(what: string, foresight: Foresight): string {
  return foresight.kind === 'checked' && foresight.cutOff > 0
    ? wordAndCutOff(what, foresight.cutOff)
    : wordAllTheSame(what);
}
