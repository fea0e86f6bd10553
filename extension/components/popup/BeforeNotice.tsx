import type { ListedMode } from '../../../shared/allowlist.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

interface BeforeNoticeProps {
  readonly snapshot: Snapshot;
  readonly seen: SeenAddress;
  /** The mode in which the list begins, if it is off now. */
  readonly start: ListedMode;
}

/** Says what a change means for all senders: only listed addresses can send, and whether that is new. */
export function BeforeNotice({ snapshot, seen, start }: BeforeNoticeProps) {
  const [first] = snapshot.addresses;
  const leavesOut =
    first !== undefined && first.address !== seen.address && first.reason !== 'listed';
  const turnsOn = snapshot.mode === 'off' && start === 'enforce';
  return (
    <>
      {turnsOn ? (
        <Notice tone="warn">
          <strong>{t('popup.turnsOnTitle')}</strong>
          {sentenceGap() + t('popup.turnsOn')}
          {leavesOut && sentenceGap() + t('popup.leavesOut', [first.address])}
        </Notice>
      ) : (
        <p class="small soft">{wordOnlyListed(snapshot.mode)}</p>
      )}
      {leavesOut && !turnsOn && (
        <Notice tone="warn">{t('popup.leavesOut', [first.address])}</Notice>
      )}
    </>
  );
}

/** `off` means that the list is off and begins by observing. */
function wordOnlyListed(mode: Snapshot['mode']): string {
  if (mode === 'off') return t('start.observes');
  return mode === 'observe' ? t('popup.onlyListedLater') : t('popup.onlyListed');
}
