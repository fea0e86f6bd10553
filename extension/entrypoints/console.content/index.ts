import { defineContentScript } from 'wxt/utils/define-content-script';
import { startConsolePage } from '../../console/console-page.ts';
import { PROVIDER_CONSOLES } from '../../provider-hosts.ts';

export default defineContentScript({
  matches: PROVIDER_CONSOLES.flatMap(({ matches }) => matches),
  main: ({ signal }) => startConsolePage(signal),
});
