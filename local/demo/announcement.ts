/** The text that `npm run demo` prints. */
import { DEMONSTRATION } from '../demonstration.ts';
import type { ConnectionDetails } from './connect-extension.ts';

export function announceDemo({ endpoint }: ConnectionDetails): string {
  return `Chromium shows a stand-in for a provider's console; the extension is in its toolbar, connected to
${endpoint} for ${DEMONSTRATION.account}. Click its icon, or the tab at the page's edge.
Ctrl-C, or closing the window, ends it all; nothing is kept.
`;
}

export function announceWithoutChromium({
  endpoint,
  token,
  build,
}: ConnectionDetails & { readonly build: string }): string {
  return `There is no Chromium here; if you have one, name it in CHROMIUM. In Chrome or Edge:

  1. Open chrome://extensions, turn on "Developer mode", choose "Load unpacked" and this folder:
     ${build}
  2. In the extension's options enter
     endpoint  ${endpoint}
     token     ${token}

Ctrl-C ends it; nothing is kept.
`;
}
