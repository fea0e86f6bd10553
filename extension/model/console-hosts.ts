/** Hosts of provider consoles, as a person names them and as the browser wants them. Pure. */
import { failure, type Result, success } from '../../shared/result.ts';
import { PROVIDER_CONSOLES, type ProviderConsole } from './provider-hosts.ts';

export type ConsoleHostProblem =
  | { readonly reason: 'empty' | 'not-https' | 'port' | 'not-a-host' }
  | { readonly reason: 'built-in'; readonly provider: string };

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const MAX_HOST_CHARACTERS = 253;

/** A host name, or the address of a page on it; the host is what counts of that. */
export function parseConsoleHost(text: string): Result<string, ConsoleHostProblem> {
  const typed = text.trim();
  if (typed === '') return failure({ reason: 'empty' });
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed) ?? [];
  if (scheme !== undefined && scheme.toLowerCase() !== 'https') {
    return failure({ reason: 'not-https' });
  }
  const url = URL.parse(scheme === undefined ? `https://${typed}` : typed);
  if (url === null || url.username !== '' || url.password !== '' || !isHostName(url.hostname)) {
    return failure({ reason: 'not-a-host' });
  }
  // Patterns of content scripts carry no port in every browser: the tab would stand on the wrong site.
  if (url.port !== '') return failure({ reason: 'port' });
  const provider = findProviderAt(url.hostname);
  if (provider) return failure({ reason: 'built-in', provider: provider.name });
  return success(url.hostname);
}

/** Every page of the host, as manifests and permissions write it. */
export function matchPatternOf(host: string): string {
  return `https://${host}/*`;
}

/** What the browser is asked for, so that the tab can stand on a host that was added. */
export function permissionsFor(host: string) {
  return { permissions: ['scripting' as const], origins: [matchPatternOf(host)] };
}

/** The row of the table that has this host; undefined for a host of nobody there. */
export function findProviderAt(host: string): ProviderConsole | undefined {
  return PROVIDER_CONSOLES.find(({ hosts }) => hosts.some((one) => matchesHost(one, host)));
}

/** Match patterns of all hosts in the table: whole hosts, since their pages come and go without loading. */
export function builtInPatterns(): string[] {
  return PROVIDER_CONSOLES.flatMap(({ hosts }) => hosts.map(matchPatternOf));
}

/** Whether the tab stands on a page of a console: on one of the table, it may be on a part of it alone. */
export function hasTab({ hostname, pathname }: Pick<URL, 'hostname' | 'pathname'>): boolean {
  const path = findProviderAt(hostname)?.path;
  return path === undefined || pathname === path || pathname.startsWith(`${path}/`);
}

/** A pattern of `*.example.com` has example.com itself, too. */
function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1));
}

/** A name with a dot in it, and no address: its last label is not a number. */
function isHostName(host: string): boolean {
  const labels = host.split('.');
  return (
    host.length <= MAX_HOST_CHARACTERS &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
