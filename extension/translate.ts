/** Texts in the browser's language, or in the one that was chosen in the options. */

import { browser } from 'wxt/browser';
import type { i18n } from '#i18n';
import { type Language, language } from './settings.ts';

type Messages = Readonly<Record<string, { readonly message: string } | undefined>>;
type Substitution = string | number;

let chosen: { readonly language: Language; readonly messages: Messages } | undefined;

let taken = () => {};

/** Calls back whenever a text is taken: what shows it can then be shown anew in another language. */
export function watchTexts(callback: () => void): void {
  taken = callback;
}

/** Before anything is shown. */
export async function openLanguage(): Promise<void> {
  await choose(await language.getValue());
  if (typeof document !== 'undefined') document.documentElement.lang = languageTag();
}

async function choose(wanted: Language): Promise<void> {
  if (wanted === 'browser') {
    chosen = undefined;
    return;
  }
  const url = browser.runtime.getURL(`/_locales/${wanted}/messages.json` as '/popup.html');
  const messages: Messages = await (await fetch(url)).json();
  chosen = { language: wanted, messages };
}

/** For Intl and for `lang`. */
export function languageTag(): 'en' | 'zh-CN' {
  taken();
  if (chosen) return chosen.language === 'zh_CN' ? 'zh-CN' : 'en';
  return browser.i18n.getUILanguage().startsWith('zh') ? 'zh-CN' : 'en';
}

/** The text of a key, with $1 … $9 put in; a number as the first argument also chooses between one and many. */
export const t: typeof i18n.t = (key: string, ...given: unknown[]): string => {
  taken();
  const count = given.find((argument) => typeof argument === 'number');
  const list = given.find((argument) => Array.isArray(argument)) as Substitution[] | undefined;
  const substitutions = (list ?? (count === undefined ? [] : [count])).map(String);
  const text = findText(key.replaceAll('.', '_'), substitutions);
  if (count === undefined) return text;
  const forms = text.split(' | ');
  return (count === 1 ? forms[0] : forms.at(-1)) ?? text;
};

function findText(name: string, substitutions: readonly string[]): string {
  if (!chosen) return browser.i18n.getMessage(name as '@@ui_locale', [...substitutions]);
  const text = chosen.messages[name]?.message ?? name;
  return text.replace(/\$([1-9])/g, (_, digit: string) => substitutions[Number(digit) - 1] ?? '');
}
