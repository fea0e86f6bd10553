import { expect, it } from 'vitest';
import { describeBrowser } from '../../../../extension/components/popup/describe-browser.ts';

const CHROMIUM = (system: string, end = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36${end}`;

it.each([
  [CHROMIUM('Macintosh; Intel Mac OS X 10_15_7'), ['Google Chrome'], 'Chrome', 'Mac'],
  [CHROMIUM('X11; Linux x86_64'), ['Chromium'], 'Chrome', 'Linux'],
  [CHROMIUM('X11; CrOS x86_64 14541.0.0'), [], 'Chrome', 'ChromeOS'],
  [CHROMIUM('Windows NT 10.0; Win64; x64', ' Edg/142.0.0.0'), [], 'Edge', 'Windows'],
  [CHROMIUM('Windows NT 10.0; Win64; x64'), ['Chromium', 'Brave'], 'Brave', 'Windows'],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    [],
    'Firefox',
    'Linux',
  ],
  ['Mozilla/5.0 (Android 16; Mobile; rv:153.0) Firefox/153.0', [], 'Firefox', 'Android'],
])('%s, of the brands %j, is %s on %s', (userAgent, brands, browser, system) => {
  expect(describeBrowser({ userAgent, brands })).toEqual({ browser, system });
});

it('has no name for what it does not know', () => {
  expect(describeBrowser({ userAgent: 'Something/1.0', brands: [] })).toEqual({
    browser: '',
    system: '',
  });
});
