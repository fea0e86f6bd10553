/** The language of the texts, as it is chosen in the options. */
export type Language = 'browser' | 'en' | 'zh_CN';
