/** The page at the address that `npm start` prints. It loads nothing, runs nothing and contains no token. */
import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Sendgate</title>
<style>
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
li { margin: 0.5rem 0; }
</style>
<h1>Sendgate runs here</h1>
<p>Sendgate tells mail servers whether an address may send with an SMTP account: a leaked password is worthless from an
address that is not on the account’s allowlist. This is its HTTP API, on this
machine. People use it through the browser extension, programs call it.</p>
<ul>
<li><strong>In the browser:</strong> load the extension from the folder that the terminal names. In its options enter the
address of this page and the manager’s token. The token stands in the terminal.</li>
<li><strong>A mail server:</strong> <code>integrations/dovecot/README.md</code> says how Dovecot asks. <code>README.md</code>
lists the other mail servers.</li>
<li><strong>The API:</strong> <a href="/openapi.json">/openapi.json</a> describes every call;
<a href="/healthz">/healthz</a> says that the server is up, and its version.</li>
</ul>
</html>
`;

export function isWelcomeCall({ method, url }: IncomingMessage): boolean {
  return url === '/' && (method === 'GET' || method === 'HEAD');
}

export function answerWelcome(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { ...HEADERS, 'Content-Length': Buffer.byteLength(PAGE) });
  response.end(request.method === 'HEAD' ? undefined : PAGE);
}
