import { defineContentScript } from 'wxt/utils/define-content-script';
import { startConsolePage } from '../../console/console-page.ts';
import { builtInPatterns } from '../../console-hosts.ts';

export default defineContentScript({
  matches: builtInPatterns(),
  main: ({ signal }) => startConsolePage(signal),
});
