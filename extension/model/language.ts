/** The languages that the extension has texts in. */
export type ShownLanguage = 'en' | 'zh_CN';

/** The language as a person chooses it in the options. `browser` means the language of the browser. */
export type Language = 'browser' | ShownLanguage;
