import { t } from '../../wording/translate.ts';
import type { Act } from './offer.ts';

/** Says exactly what the button will do. */
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

/** Names the other possible action. It is short, since the button above it says the rest. */
export function wordSecondAct(act: Act, primary: Act): string {
  return act.kind === 'add' && primary.kind === 'replace' ? t('popup.keepBoth') : wordAct(act);
}
