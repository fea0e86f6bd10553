/**
 * Describes tests in real browsers. If one is missing, a line says which; if CI is set, that is a
 * failure.
 */
import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';

export const BROWSERS = {
  Chromium: '/usr/bin/chromium',
  'Firefox ESR': '/usr/bin/firefox-esr',
} as const;

export type BrowserName = keyof typeof BROWSERS;

/** `wants`: what else it takes that is not there. */
export function describeBrowser(
  browser: BrowserName,
  name: string,
  tests: () => void,
  wants?: string,
): void {
  const title = `${name} (${browser})`;
  const missing = existsSync(BROWSERS[browser]) ? wants : `${BROWSERS[browser]} is not installed`;
  if (missing === undefined) {
    describe(title, tests);
    return;
  }
  const line = `browser tests left out (${title}): ${missing}`;
  if (process.env.CI) {
    it(title, () => {
      throw new Error(line);
    });
    return;
  }
  process.stderr.write(`${line}\n`);
  describe.skip(title, () => void it(line, () => {}));
}
