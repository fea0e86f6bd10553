export type ExtensionPage = 'popup' | 'sidepanel' | 'options';

/** As the browser itself makes them; the popup takes what it needs. */
export const SIZES = {
  popup: { width: 360, height: 600 },
  sidepanel: { width: 400, height: 800 },
  options: { width: 1000, height: 800 },
} as const;
