/** Names this browser as a person would, so that a remark says where an entry came from. Pure. */

export interface BrowserTraits {
  readonly userAgent: string;
  /** The brands from `userAgentData`, if the browser has it. */
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

/** The names are empty if they are unknown. */
export function describeBrowser({ userAgent, brands }: BrowserTraits): {
  readonly browser: string;
  readonly system: string;
} {
  // Some browsers give their own name only among their brands.
  const signs = `${brands.join(' ')} ${userAgent}`;
  const nameIn = (table: typeof BROWSERS, text: string) =>
    table.find(([sign]) => sign.test(text))?.[1] ?? '';
  return { browser: nameIn(BROWSERS, signs), system: nameIn(SYSTEMS, userAgent) };
}
