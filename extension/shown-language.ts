/** The language of a page, as it is chosen, wherever that is done. */
import { signal } from '@preact/signals';
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

async function show(): Promise<void> {
  await openLanguage();
  shownLanguage.value = await language.getValue();
}
