import { languageTag, sentenceGap } from '../translate.ts';

/** "A, B and C". */
export function wordList(items: readonly string[]): string {
  return new Intl.ListFormat(languageTag(), { type: 'conjunction' }).format(items);
}

/** One sentence after the other, without those that are empty. */
export function wordSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(sentenceGap());
}
