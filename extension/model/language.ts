/** The languages that there are texts in. */
export type ShownLanguage = 'en' | 'zh_CN';

/** The language as it is chosen in the options. */
export type Language = 'browser' | ShownLanguage;
