/** The texts of the language that is shown. */
import type { GeneratedI18nStructure as Structure } from '#i18n';
import type { ShownLanguage } from '../model/language.ts';

type Substitution = string | number;

type KeyOf<Features> = {
  [Key in keyof Structure]: Structure[Key] extends Features ? Key : never;
}[keyof Structure];

/** The key of a text into which nothing is put. */
export type PlainKey = KeyOf<{ plural: false; substitutions: 0 }>;

/** By how many things a text has a place for. */
interface Given {
  0: never;
  1: [Substitution];
  2: [Substitution, Substitution];
  3: [Substitution, Substitution, Substitution];
}

/** What `i18n.t` takes of what is used here; that type asks much more of the compiler. */
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

/** The texts of a language as they lie in `_locales`, where a key's dot is an underscore. */
export type Messages = Readonly<Record<string, { readonly message: string }>>;

let shown: ShownLanguage = 'en';
let texts: Messages = {};

/** From now on `t` takes its texts from these. */
export function showTexts(language: ShownLanguage, messages: Messages): void {
  shown = language;
  texts = messages;
}

/** For Intl and for `lang`. */
export function languageTag(): 'en' | 'zh-CN' {
  return shown === 'zh_CN' ? 'zh-CN' : 'en';
}

/** Between sentences; Chinese has none. */
export function sentenceGap(): string {
  return languageTag() === 'en' ? ' ' : '';
}

/** The text of a key, with $1 … $9 put in; a number as the first argument also chooses between one and many. */
export const t: Translate = (key: string | undefined, ...given: unknown[]): string => {
  const count = given.find((argument) => typeof argument === 'number');
  const list = given.find((argument) => Array.isArray(argument)) as Substitution[] | undefined;
  const substitutions = (list ?? (count === undefined ? [] : [count])).map(String);
  // A newer Worker may say what there is no text for.
  const text = texts[key?.replace('.', '_') ?? '']?.message ?? key ?? '';
  // Before anything is put in, which may hold the sign that stands between the two.
  const forms = count === undefined ? [text] : text.split(' | ');
  const form = (count === 1 ? forms[0] : forms.at(-1)) ?? text;
  return form.replace(/\$([1-9])/g, (_, digit: string) => substitutions[Number(digit) - 1] ?? '');
};
