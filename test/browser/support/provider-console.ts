/** The providers' consoles, with a page whose policy is as hard on foreign content as possible. */
import { CONSOLE_HOSTS, StandInConsole } from '../../../local/demo/stand-in-console.ts';
import { makeAuthority } from '../../mail/certificates.ts';

export const TENCENT_CONSOLE = 'https://console.tencentcloud.com/ses/sender';

/** A host that is nobody's console, until a person says so. */
export const OTHER_HOST = 'mail.example.net';

const STYLES = `
* { color: red !important; font: 30px serif !important; border-radius: 0 !important; }
div, section, aside { display: block !important; position: static !important; opacity: .5 !important; }
button { background: yellow !important; padding: 0 !important; text-transform: uppercase !important; }
header { position: fixed !important; z-index: 2147483647; inset: 0 0 auto 0; height: 48px; }
.edge { position: fixed !important; right: 0; z-index: 1000; }
.high { top: 60px; }
.low { bottom: 8px; }
`;

const HTML = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Email delivery</title><link rel="stylesheet" href="/console.css"></head>
<body>
<header><h1>Email delivery</h1></header>
<main>
<p id="log">Rejected: 198.51.100.9, 2001:db8::25 and 203.0.113.0/24.</p>
<button type="button" class="edge high">Contact us</button>
<button type="button" class="edge low">Help</button>
</main>
</body>
</html>`;

const POLICY = "default-src 'none'; style-src 'self'; require-trusted-types-for 'script'";

export interface ProviderConsole extends AsyncDisposable {
  readonly hosts: readonly string[];
  readonly port: number;
}

/** Opens the consoles. Their certificate is written into the folder. */
export async function openConsoles(folder: string): Promise<ProviderConsole> {
  const hosts = [...CONSOLE_HOSTS, OTHER_HOST];
  const certificate = makeAuthority(folder, 'authority').issue('console', hosts);
  const page = { html: HTML, styles: STYLES, policy: POLICY };
  const console = await StandInConsole.open(certificate, page);
  return { hosts, port: console.port, [Symbol.asyncDispose]: () => console[Symbol.asyncDispose]() };
}
