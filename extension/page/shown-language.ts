/** The language of a page, as it is chosen, wherever that is done. */
import { signal } from '@preact/signals-core';
import { openLanguage } from '../locales/open-language.ts';
import { inTurn } from '../model/in-turn.ts';
import type { Language } from '../model/language.ts';
import { language } from '../storage/settings.ts';

/** Set once the texts of it are there. */
export const shownLanguage = signal<Language>('browser');

/** Before anything is shown. */
export async function followLanguage(): Promise<void> {
  language.watch(() => void show());
  await show();
}

/** Texts that come late would be those of a language that has been left since. */
const show = inTurn(async () => {
  shownLanguage.value = await openLanguage();
});
