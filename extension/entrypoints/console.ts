import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startConsolePage } from '../console/console-page.ts';

/**
 * A content script, although WXT does not list it as one. The manifest names it, and the background registers it on
 * added consoles.
 */
export default defineUnlistedScript(() => startConsolePage());
