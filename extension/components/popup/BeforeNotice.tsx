import type { Snapshot } from '../../model/snapshot.ts';
import { t } from '../../wording/translate.ts';

/** Says what a change means for all senders: only listed addresses can send, now or once the list is on. */
export function BeforeNotice({ mode, isShared }: Pick<Snapshot, 'mode' | 'isShared'>) {
  return <p class="small soft before">{isShared ? t('shared.letsIn') : wordOnlyListed(mode)}</p>;
}

function wordOnlyListed(mode: Snapshot['mode']): string {
  switch (mode) {
    case 'off':
      return t('start.either');
    case 'observe':
      return t('popup.onlyListedLater');
    case 'enforce':
      return t('popup.onlyListed');
  }
}
