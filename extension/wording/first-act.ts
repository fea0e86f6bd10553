import { wordNumber } from './time.ts';
import { t } from './translate.ts';

/** `what` says what the act does. The result says how many senders it cuts off, too. */
export function wordAndCutOff(what: string, senders: number): string {
  return t('first.andCutOff', senders, [what, wordNumber(senders)]);
}

/** `what` says what the act does. Whom it cuts off is not known. */
export function wordAllTheSame(what: string): string {
  return t('first.allTheSame', [what]);
}
