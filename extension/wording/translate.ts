/** Returns the texts of the language that is shown. */
import type { GeneratedI18nStructure as Structure } from '#i18n';
import type { ShownLanguage } from '../model/language.ts';

type Substitution = string | number;

type KeyOf<Features> = {
  [Key in keyof Structure]: Structure[Key] extends Features ? Key : never;
}[keyof Structure];

/** The key of a text without substitutions. */
export type PlainKey = KeyOf<{ plural: false; substitutions: 0 }>;

/** The substitutions that a text needs, by their number. */
interface Given {
  0: never;
  1: [Substitution];
  2: [Substitution, Substitution];
  3: [Substitution, Substitution, Substitution];
}

/** The part of the type of `i18n.t` that is used here. The complete type costs the compiler much more time. */
interface Translate {
  (key: PlainKey): string;
  (key: KeyOf<{ plural: true; substitutions: 0 | 1 }>, count: number): string;
  <Key extends KeyOf<{ plural: false }>>(
    key: Key,
    given: Given[Structure[Key]['substitutions']],
  ): string;
  <Key extends KeyOf<{ plural: true }>>(
    key: Key,
    count: number,
    given: Given[Structure[Key]['substitutions']],
  ): string;
}

/** The texts of a language as they are stored in `_locales`. There a key has an underscore in place of the dot. */
export type Messages = Readonly<Record<string, { readonly message: string }>>;

let shown: ShownLanguage = 'en';
let texts: Messages = {};

/** Makes `t` use these texts from now on. */
export function showTexts(language: ShownLanguage, messages: Messages): void {
  shown = language;
  texts = messages;
}

/** The language of the texts that `t` takes. */
export function shownTexts(): ShownLanguage {
  return shown;
}

/** For Intl and for `lang`. */
export function languageTag(): 'en' | 'zh-CN' {
  return shown === 'zh_CN' ? 'zh-CN' : 'en';
}

/** Returns the gap between sentences. Chinese has none. */
export function sentenceGap(): string {
  return languageTag() === 'en' ? ' ' : '';
}

/** Returns the text of a key, with $1 … $9 replaced. A number as the first argument chooses singular or plural. */
export const t: Translate = (key: string | undefined, ...given: unknown[]): string => {
  const count = given.find((argument) => typeof argument === 'number');
  const list = given.find((argument) => Array.isArray(argument)) as Substitution[] | undefined;
  const substitutions = (list ?? (count === undefined ? [] : [count])).map(String);
  // A newer Worker may send a code that has no text here. The key itself is then shown.
  const text = texts[key?.replace('.', '_') ?? '']?.message ?? key ?? '';
  // The text is split before the substitutions, since these may contain the same separator.
  const forms = count === undefined ? [text] : text.split(' | ');
  const form = (count === 1 ? forms[0] : forms.at(-1)) ?? text;
  return form.replace(/\$([1-9])/g, (_, digit: string) => substitutions[Number(digit) - 1] ?? '');
};
