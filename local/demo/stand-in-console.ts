/**
 * Serves a page in place of every provider's console, over HTTPS, under their real names, and only on this
 * machine.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { PROVIDER_CONSOLES } from '../../extension/model/provider-hosts.ts';

/** The address of a page on each console where the extension should show its tab. */
export const CONSOLE_PAGES: readonly string[] = PROVIDER_CONSOLES.flatMap(({ hosts, path = '/' }) =>
  hosts.map((host) => `https://${host.replace('*.', 'us-east-1.')}${path}`),
);

export const CONSOLE_HOSTS: readonly string[] = [
  ...new Set(CONSOLE_PAGES.map((page) => new URL(page).host)),
];

export interface ConsolePage {
  readonly html: string;
  readonly styles: string;
  readonly policy: string;
}

export class StandInConsole implements AsyncDisposable {
  readonly #server: Server;

  static async open(
    certificate: { readonly key: string; readonly cert: string },
    page: ConsolePage,
  ): Promise<StandInConsole> {
    const console = new StandInConsole(certificate, page);
    await once(console.#server.listen(0, '127.0.0.1'), 'listening');
    return console;
  }

  private constructor(
    { key, cert }: { readonly key: string; readonly cert: string },
    { html, styles, policy }: ConsolePage,
  ) {
    this.#server = createServer({ key, cert }, (request, response) => {
      const forStyles = request.url === '/console.css';
      response.writeHead(200, {
        'Content-Type': forStyles ? 'text/css' : 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
      });
      response.end(forStyles ? styles : html);
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
