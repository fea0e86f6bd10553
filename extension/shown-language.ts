/** The language of a page, as it is chosen, wherever that is done. */
import { signal } from '@preact/signals';
import { inTurn } from './in-turn.ts';
import { type Language, language } from './settings.ts';
import { openLanguage, watchTexts } from './translate.ts';

/** Set once the texts of it are there. */
export const shownLanguage = signal<Language>('browser');

/** Before anything is shown. Whatever part of the page takes a text is drawn anew when the language is another. */
export async function followLanguage(): Promise<void> {
  watchTexts(() => void shownLanguage.value);
  language.watch(() => void show());
  await show();
}

/** Texts that come late would be those of a language that has been left since. */
const show = inTurn(async () => {
  shownLanguage.value = await openLanguage();
});
