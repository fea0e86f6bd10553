/** The language of a page. It follows the choice in the options, whichever page makes it. */
import { signal } from '@preact/signals-core';
import { openLanguage, type PageKind } from '../locales/open-language.ts';
import { inTurn } from '../model/in-turn.ts';
import type { Language } from '../model/language.ts';
import { language, policy } from '../storage/settings.ts';

/** The signal is set after the texts of the language were loaded. */
export const shownLanguage = signal<Language>('browser');

/** Loads the texts and follows the choice. It must run before anything is shown. */
export async function followLanguage(page: PageKind): Promise<void> {
  // Loadings run one after the other. Otherwise the texts of a former choice could arrive last and be shown.
  const show = inTurn(async () => {
    shownLanguage.value = await openLanguage(page);
  });
  language.watch(() => void show());
  policy.watch(() => void show());
  await show();
}
