import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../snapshot.ts';
import { sentenceGap, t } from '../../translate.ts';
import { Notice } from '../Notice.tsx';

interface BeforeNoticeProps {
  readonly snapshot: Snapshot;
  readonly seen: SeenAddress;
}

/** What a change does to all who send: only listed addresses can, and whether that is news. */
export function BeforeNotice({ snapshot, seen }: BeforeNoticeProps) {
  const [first] = snapshot.addresses;
  const leavesOut =
    first !== undefined && first.address !== seen.address && first.reason !== 'listed';
  return (
    <>
      {snapshot.mode === 'off' ? (
        <Notice tone="warn">
          <strong>{t('popup.turnsOnTitle')}</strong>
          {sentenceGap() + t('popup.turnsOn')}
          {leavesOut && sentenceGap() + t('popup.leavesOut', [first.address])}
        </Notice>
      ) : (
        <p class="small soft">
          {snapshot.mode === 'observe' ? t('popup.onlyListedLater') : t('popup.onlyListed')}
        </p>
      )}
      {leavesOut && snapshot.mode !== 'off' && (
        <Notice tone="warn">{t('popup.leavesOut', [first.address])}</Notice>
      )}
    </>
  );
}
