import { languageTag, sentenceGap } from './translate.ts';

const HAN = /\p{Script=Han}/u;

/**
 * Returns a list such as "A, B and C". In Chinese a space separates the conjunction from items in another script. The
 * items stay as they are.
 */
export function wordList(items: readonly string[]): string {
  const format = new Intl.ListFormat(languageTag(), { type: 'conjunction' });
  const parts = format.formatToParts(items);
  if (languageTag() === 'en') return parts.map(({ value }) => value).join('');
  return parts
    .map(({ type, value }, place) => {
      if (type === 'element' || !HAN.test(value)) return value;
      const before = HAN.test(parts[place - 1]?.value.at(-1) ?? '') ? '' : ' ';
      const after = HAN.test(parts[place + 1]?.value.at(0) ?? '') ? '' : ' ';
      return `${before}${value}${after}`;
    })
    .join('');
}

/** Returns facts such as "A · B". Missing facts are left out. */
export function wordFacts(...facts: readonly (string | false | undefined)[]): string {
  return facts.filter(Boolean).join(' · ');
}

/** Joins sentences. Empty ones are left out. */
export function wordSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(sentenceGap());
}
