/** Stands in for every provider's console, over HTTPS, with a page that is as unkind as a page can be. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { PROVIDER_CONSOLES } from '../../extension/provider-hosts.ts';
import { makeAuthority } from '../mail/certificates.ts';

const PATTERNS = PROVIDER_CONSOLES.flatMap(({ matches }) => matches);

/** A page of each console that the tab should stand on. */
export const CONSOLE_PAGES = PATTERNS.map((pattern) =>
  pattern.replace('//*.', '//us-east-1.').replace(/\*$/, ''),
);

export const TENCENT_CONSOLE = 'https://console.tencentcloud.com/ses/sender';

/** A host that is nobody's console, until a person says so. */
export const OTHER_HOST = 'mail.example.net';

const HOSTS = [...new Set([...CONSOLE_PAGES.map((page) => new URL(page).host), OTHER_HOST])];

const POLICY = "default-src 'none'; style-src 'self'; require-trusted-types-for 'script'";

const STYLES = `
* { color: red !important; font: 30px serif !important; border-radius: 0 !important; }
div, section, aside { display: block !important; position: static !important; opacity: .5 !important; }
button { background: yellow !important; padding: 0 !important; text-transform: uppercase !important; }
header { position: fixed !important; z-index: 2147483647; inset: 0 0 auto 0; height: 48px; }
.edge { position: fixed !important; right: 0; z-index: 1000; }
`;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Email delivery</title><link rel="stylesheet" href="/hostile.css"></head>
<body>
<header><h1>Email delivery</h1></header>
<main>
<p id="log">Rejected: 198.51.100.9, 2001:db8::25 and 203.0.113.0/24.</p>
<button type="button" class="edge" style="top:60px">Contact us</button>
<button type="button" class="edge" style="bottom:8px">Help</button>
</main>
</body>
</html>`;

export class ProviderConsole implements AsyncDisposable {
  readonly hosts: readonly string[] = HOSTS;
  readonly #server: Server;

  /** The folder takes the certificate. */
  static async open(folder: string): Promise<ProviderConsole> {
    const certificate = makeAuthority(folder, 'console-authority').issue('console', HOSTS);
    const console = new ProviderConsole(certificate);
    await once(console.#server.listen(0, '127.0.0.1'), 'listening');
    return console;
  }

  private constructor({ key, cert }: { readonly key: string; readonly cert: string }) {
    this.#server = createServer({ key, cert }, (request, response) => {
      const styles = request.url === '/hostile.css';
      response.writeHead(200, {
        'Content-Type': styles ? 'text/css' : 'text/html; charset=utf-8',
        'Content-Security-Policy': POLICY,
      });
      response.end(styles ? STYLES : PAGE);
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the console is not open');
    return address.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
