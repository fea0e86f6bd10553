/**
 * The address to listen on, in the form that main.cf uses: inet:127.0.0.1:10045, unix:/path, or fd:3 for a
 * socket that systemd opened.
 * @typedef {{ host: string, port: number } | { path: string } | { fd: number }} ListenAddress
 */

export const LISTEN_FORM = 'inet:127.0.0.1:10045, inet:[::1]:10045, unix:/path/of/socket or fd:3';

/**
 * Parses the address. It is undefined if the text has none of these forms.
 * @param {string} text
 * @returns {ListenAddress | undefined}
 */
export function parseListenAddress(text) {
  const path = /^unix:(\/.*)$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const fd = /^fd:(\d{1,4})$/.exec(text)?.[1];
  if (fd !== undefined) return { fd: Number(fd) };
  const [, bracketed, plain, port] =
    /^inet:(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host, port: Number(port) };
}
