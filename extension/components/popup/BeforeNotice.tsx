import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

interface BeforeNoticeProps {
  readonly snapshot: Snapshot;
  readonly seen: SeenAddress;
}

/** Says what a change means for all senders: only listed addresses can send, and whether that is new. */
export function BeforeNotice({ snapshot, seen }: BeforeNoticeProps) {
  const [first] = snapshot.addresses;
  const leavesOut =
    first !== undefined && first.address !== seen.address && first.reason !== 'listed';
  const isOff = snapshot.mode === 'off';
  return (
    <>
      {isOff ? (
        <Notice tone="warn">
          {t('start.either')}
          {leavesOut && sentenceGap() + t('popup.leavesOut', [first.address])}
        </Notice>
      ) : (
        <p class="small soft">
          {snapshot.mode === 'observe' ? t('popup.onlyListedLater') : t('popup.onlyListed')}
        </p>
      )}
      {leavesOut && !isOff && <Notice tone="warn">{t('popup.leavesOut', [first.address])}</Notice>}
    </>
  );
}
