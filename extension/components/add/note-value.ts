import { isWide } from '../../../shared/ip-range.ts';
import { specialBlocksOf } from '../../../shared/special-purpose.ts';
import { wordList, wordSentences } from '../../wording/series.ts';
import { wordSpecialBlock } from '../../wording/special-purpose.ts';
import { t } from '../../wording/translate.ts';
import type { SoundValue } from './judge-values.ts';

/** True if there is more to say about a value than that it can be added. */
export function isNoteworthy(sound: SoundValue): boolean {
  return sound.hostBitsDropped || sound.renews || needsThought(sound);
}

/** True if the value may not be what the person meant. */
export function needsThought({ cover, range }: SoundValue): boolean {
  return cover !== null || isWide(range) || specialBlocksOf(range).length > 0;
}

/** Returns everything to know about a value, in sentences. */
export function noteValue({ range, text, hostBitsDropped, renews, cover }: SoundValue): string {
  const special = specialBlocksOf(range).map(wordSpecialBlock);
  return wordSentences(
    hostBitsDropped ? t('add.dropped', [text]) : '',
    renews ? t('add.renews') : '',
    cover ? wordCover(cover) : '',
    isWide(range) ? t('add.wide') : '',
    special.length > 0 ? t('add.special', [wordList(special)]) : '',
  );
}

function wordCover({ value, listed }: NonNullable<SoundValue['cover']>): string {
  return listed ? t('add.covered', [value]) : t('add.coveredByAdded', [value]);
}
