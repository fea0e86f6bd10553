import type { ConsolePage } from './stand-in-console.ts';

/** A page that looks roughly like a provider’s console, and that can do nothing. */
export const CONSOLE_PAGE: ConsolePage = {
  policy: "default-src 'none'; style-src 'self'",
  styles: `
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: #1f2733; background: #f3f4f7; }
header { position: sticky; top: 0; padding: 12px 24px; background: #1b2436; color: #fff; }
nav { float: left; width: 180px; padding: 20px 24px; }
nav p { margin: 0 0 10px; }
main { margin-left: 228px; padding: 20px 24px; }
section { padding: 16px 20px; margin-bottom: 16px; background: #fff; }
h1, h2 { margin: 0 0 8px; font-size: 16px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 8px 12px 8px 0; border-top: 1px solid #e3e6ec; text-align: left; }
`,
  html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Email delivery</title><link rel="stylesheet" href="/console.css"></head>
<body>
<header>Your provider’s console (a stand-in)</header>
<nav><p>Overview</p><p><b>Sender addresses</b></p><p>Templates</p><p>Statistics</p></nav>
<main>
<section><h1>Sender addresses</h1>
<table>
<tr><th>Address</th><th>SMTP password</th><th>Sent today</th></tr>
<tr><td>demo@example.com</td><td>set</td><td>1,204</td></tr>
</table></section>
<section><h2>Rejected lately</h2>
<p>From 198.51.100.9 and 2001:db8::25: select an address, and add it from the context menu.</p></section>
</main>
</body>
</html>`,
};
