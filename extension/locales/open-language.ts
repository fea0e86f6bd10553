/** Opens the texts of the browser's language, or of the one that was chosen: in the options, or by the company. */
import { browser } from 'wxt/browser';
import { readOwnFile } from '../endpoint/read-own-file.ts';
import type { Language, ShownLanguage } from '../model/language.ts';
import { languageUnder } from '../model/policy.ts';
import { language, policy } from '../storage/settings.ts';
import { languageTag, type Messages, showTexts } from '../wording/translate.ts';

/** A full page shows more texts than a small one. */
export type PageKind = 'full' | 'small';

/** To be called before anything is shown; answers what was chosen. */
export async function openLanguage(page: PageKind): Promise<Language> {
  const ofTheBrowser = browser.i18n.getUILanguage().startsWith('zh') ? 'zh_CN' : 'en';
  // Few have chosen another one: its texts come while the choice is still being read.
  const likely = readTexts(ofTheBrowser, page);
  const [chosen, company] = await Promise.all([language.getValue(), policy.getValue()]);
  const wanted = languageUnder(company, chosen);
  const next = wanted === 'browser' ? ofTheBrowser : wanted;
  showTexts(next, await (next === ofTheBrowser ? likely : readTexts(next, page)));
  if (typeof document !== 'undefined') document.documentElement.lang = languageTag();
  return wanted;
}

/** `browser.i18n` knows the browser's own language alone: whoever has chosen another one reads the same files. */
async function readTexts(of: ShownLanguage, page: PageKind): Promise<Messages> {
  const [everywhere, full] = await Promise.all([
    readOwnFile<Messages>(`/_locales/${of}/messages.json`),
    page === 'full' ? readOwnFile<Messages>(`/texts/${of}.json`) : undefined,
  ]);
  return full ? { ...everywhere, ...full } : everywhere;
}
