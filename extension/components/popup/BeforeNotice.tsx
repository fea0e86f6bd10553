import type { Mode } from '../../../shared/allowlist.ts';
import { t } from '../../wording/translate.ts';

/** Says what a change means for all senders: only listed addresses can send, now or once the list is on. */
export function BeforeNotice({ mode }: { readonly mode: Mode }) {
  return <p class="small soft before">{wordOnlyListed(mode)}</p>;
}

function wordOnlyListed(mode: Mode): string {
  switch (mode) {
    case 'off':
      return t('start.either');
    case 'observe':
      return t('popup.onlyListedLater');
    case 'enforce':
      return t('popup.onlyListed');
  }
}
