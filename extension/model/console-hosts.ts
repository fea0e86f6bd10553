/**
 * Reads the hosts of provider consoles that a person types, and writes them in the form that the browser needs. Pure.
 */
import { failure, type Result, success } from '../../shared/result.ts';
import { PROVIDER_CONSOLES, type ProviderConsole } from './provider-hosts.ts';

export type ConsoleHostProblem =
  | { readonly reason: 'empty' | 'not-https' | 'port' | 'not-a-host' }
  | { readonly reason: 'built-in'; readonly provider: string };

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const MAX_HOST_CHARACTERS = 253;

/** Reads a host name, or the address of a page. Only the host of that page is used. */
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
  // Not every browser accepts a port in the patterns of content scripts, so the tab would be shown on the wrong site.
  if (url.port !== '') return failure({ reason: 'port' });
  const provider = findProviderAt(url.hostname);
  if (provider) return failure({ reason: 'built-in', provider: provider.name });
  return success(url.hostname);
}

/** Returns the pattern for every page of the host, as manifests and permissions write it. */
export function matchPatternOf(host: string): string {
  return `https://${host}/*`;
}

/** Returns the permissions that the browser must grant before the tab can be shown on an added host. */
export function permissionsFor(host: string) {
  return { permissions: ['scripting' as const], origins: [matchPatternOf(host)] };
}

/** Finds the row of the table that has this host. Undefined if the host belongs to no provider in the table. */
export function findProviderAt(host: string): ProviderConsole | undefined {
  return PROVIDER_CONSOLES.find(({ hosts }) => hosts.some((one) => matchesHost(one, host)));
}

/**
 * Returns the match patterns of all hosts in the table. They cover whole hosts, because the pages of a console change
 * without loading.
 */
export function builtInPatterns(): string[] {
  return PROVIDER_CONSOLES.flatMap(({ hosts }) => hosts.map(matchPatternOf));
}

/**
 * Decides whether the tab is shown on a page of a console. Some hosts in the table show it on one part of their pages
 * only.
 */
export function hasTab({ hostname, pathname }: Pick<URL, 'hostname' | 'pathname'>): boolean {
  const path = findProviderAt(hostname)?.path;
  return path === undefined || pathname === path || pathname.startsWith(`${path}/`);
}

/** Decides whether a host fits a pattern of the table. The pattern `*.example.com` also covers example.com itself. */
function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1));
}

/** Decides whether a text is a host name with a dot in it. An IP address is none: its last label is a number. */
function isHostName(host: string): boolean {
  const labels = host.split('.');
  return (
    host.length <= MAX_HOST_CHARACTERS &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
