import { languageTag } from '../translate.ts';

/** "A, B and C". */
export function wordList(items: readonly string[]): string {
  return new Intl.ListFormat(languageTag(), { type: 'conjunction' }).format(items);
}

/** One sentence after the other; Chinese has no blank between them. */
export function wordSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(languageTag() === 'en' ? ' ' : '');
}
