/** A request as a command line that sends it again, to paste into bash. */
import type { HostileRequest } from './hostile-requests.ts';

const MAX_BODY = 20_000;

export function toCurl({ method, path, headers, body }: HostileRequest): string {
  const parts = [`curl -i -X ${method} --path-as-is "$SENDGATE"${quote(path)}`];
  for (const [name, value] of headers) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body) {
    const shown = Array.from(body.subarray(0, MAX_BODY), (byte) => String.fromCharCode(byte));
    const rest = body.length > MAX_BODY ? ` # and ${body.length - MAX_BODY} bytes more` : '';
    parts.push(`--data-binary ${quote(shown.join(''))}${rest}`);
  }
  return parts.join(' \\\n  ');
}

/** Bash's ANSI-C quotes: every byte that is not plainly visible as \xHH. */
function quote(text: string): string {
  const escaped = text.replaceAll(
    /[^\x20-\x7e]|['\\]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `$'${escaped}'`;
}
