import { languageTag, sentenceGap } from './translate.ts';

const HAN = /\p{Script=Han}/u;

/** "A, B and C". In Chinese a space parts "and" from what is written in another script; the items stay as they are. */
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

/** "A · B", without those that there are not. */
export function wordFacts(...facts: readonly (string | false | undefined)[]): string {
  return facts.filter(Boolean).join(' · ');
}

/** One sentence after the other, without those that are empty. */
export function wordSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(sentenceGap());
}
