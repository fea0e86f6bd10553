/** The addresses to listen on, as options name them. */
export type ListenAddress =
  | { readonly host: string; readonly port: number }
  | { readonly path: string }
  /** A socket that systemd has opened. */
  | { readonly fd: number };

export const HTTP_LISTEN_FORM = '127.0.0.1:8786, [::1]:8786, unix:/path/of/socket, fd:3 or none';
export const POLICY_LISTEN_FORM =
  'inet:127.0.0.1:10045, inet:[::1]:10045, unix:/path/of/socket or fd:3';

/** Parses an address of the HTTP listener. It is undefined if the text has none of the forms. */
export function parseHttpListenAddress(text: string): ListenAddress | undefined {
  return parseGivenSocket(text) ?? parseHostAndPort(text);
}

/** Parses an address of Postfix's policy protocol, in the form that main.cf uses. */
export function parsePolicyListenAddress(text: string): ListenAddress | undefined {
  return (
    parseGivenSocket(text) ??
    (text.startsWith('inet:') ? parseHostAndPort(text.slice('inet:'.length)) : undefined)
  );
}

/** Decides whether programs of other machines may reach the address. */
export function isRemote(address: ListenAddress): boolean {
  if (!('host' in address)) return false;
  const { host } = address;
  return !(host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host));
}

export function nameOf(address: ListenAddress): string {
  if ('path' in address) return `unix:${address.path}`;
  if ('fd' in address) return `fd:${address.fd}`;
  const { host, port } = address;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseGivenSocket(text: string): ListenAddress | undefined {
  const path = /^unix:(\/.*)$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const fd = /^fd:(\d{1,4})$/.exec(text)?.[1];
  return fd === undefined ? undefined : { fd: Number(fd) };
}

function parseHostAndPort(text: string): ListenAddress | undefined {
  const [, bracketed, plain, port] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host, port: Number(port) };
}
