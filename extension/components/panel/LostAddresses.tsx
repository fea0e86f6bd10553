import { wordList } from '../../wording/series.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import type { Consequences } from './consequences.ts';

/** Names this browser’s own addresses that a change would cut off. It warns, but the change is not refused (R18). */
export function LostAddresses({ lost, refuses }: Pick<Consequences, 'lost' | 'refuses'>) {
  if (lost.length === 0) return null;
  return (
    <p>
      <strong>{t('panel.lost', lost.length, [wordList(lost)])}</strong>
      {sentenceGap()}
      {refuses ? t('panel.lostRefused') : t('panel.lostObserved')}
    </p>
  );
}
