export type ExtensionPage = 'popup' | 'sidepanel' | 'drawer' | 'options' | 'operator';

/** The sizes that the browser itself gives them. The popup takes what it needs. */
export const SIZES = {
  popup: { width: 360, height: 600 },
  sidepanel: { width: 400, height: 800 },
  drawer: { width: 380, height: 660 },
  options: { width: 1000, height: 800 },
  operator: { width: 1200, height: 800 },
} as const;
