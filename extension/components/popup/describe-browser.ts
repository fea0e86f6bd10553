/** What a person would call this browser, so that a remark says where an entry came from. Pure. */

export interface BrowserTraits {
  readonly userAgent: string;
  /** Of `userAgentData`, where the browser has it. */
  readonly brands: readonly string[];
}

const BROWSERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Edg/, 'Edge'],
  [/OPR|Opera/, 'Opera'],
  [/Brave/, 'Brave'],
  [/Vivaldi/, 'Vivaldi'],
  [/Firefox/, 'Firefox'],
  [/Chrome|Chromium/, 'Chrome'],
];

const SYSTEMS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Android/, 'Android'],
  [/Linux|X11/, 'Linux'],
];

/** Empty where there is no telling. */
export function describeBrowser({ userAgent, brands }: BrowserTraits): {
  readonly browser: string;
  readonly system: string;
} {
  // Some browsers say who they are among their brands only.
  const signs = `${brands.join(' ')} ${userAgent}`;
  const nameIn = (table: typeof BROWSERS, text: string) =>
    table.find(([sign]) => sign.test(text))?.[1] ?? '';
  return { browser: nameIn(BROWSERS, signs), system: nameIn(SYSTEMS, userAgent) };
}
