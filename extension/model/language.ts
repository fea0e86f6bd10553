/** The language as a person chooses it in the options. `browser` means the language of the browser. */
export const LANGUAGES = ['browser', 'en', 'zh_CN'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The languages that the extension has texts in. */
export type ShownLanguage = Exclude<Language, 'browser'>;
