import { languageTag, sentenceGap } from './translate.ts';

/** "A, B and C". */
export function wordList(items: readonly string[]): string {
  return new Intl.ListFormat(languageTag(), { type: 'conjunction' }).format(items);
}

/** "A · B", without those that there are not. */
export function wordFacts(...facts: readonly (string | false | undefined)[]): string {
  return facts.filter(Boolean).join(' · ');
}

/** One sentence after the other, without those that are empty. */
export function wordSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(sentenceGap());
}
