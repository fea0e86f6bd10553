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

export function describeBrowser(browser: BrowserName, name: string, tests: () => void): void {
  const title = `${name} (${browser})`;
  if (existsSync(BROWSERS[browser])) {
    describe(title, tests);
    return;
  }
  const line = `browser tests left out (${title}): ${BROWSERS[browser]} is not installed`;
  if (process.env.CI) {
    it(title, () => {
      throw new Error(line);
    });
    return;
  }
  process.stderr.write(`${line}\n`);
  describe.skip(title, () => void it(line, () => {}));
}
