/**
 * Decides where a webhook may be sent. `public` means HTTPS to a host of the public internet: then nobody who
 * may add a webhook can reach into a private network with it. The address behind a name is not known here. But
 * a Worker on Cloudflare has no way into private networks, and the answer of a receiver is never shown to
 * anyone.
 */
import { familyOf, findAddress } from './ip-address.ts';
import { containsAddress } from './ip-range.ts';
import { type SpecialBlock, specialBlocksOf } from './special-purpose.ts';

export type WebhookTargets = 'public' | 'any';

/** A URL as the platform's own parser returns it. */
export interface TargetUrl {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  /** The port. It is empty for the default port of the scheme. */
  readonly port: string;
}

export type WebhookTargetProblem =
  | {
      readonly reason:
        | 'not-a-url'
        | 'not-https'
        | 'credentials'
        | 'short-name'
        | 'port'
        | 'not-public';
    }
  | { readonly reason: 'special-purpose'; readonly block: SpecialBlock }
  | { readonly reason: 'local-name'; readonly suffix: string };

/**
 * The names of RFC 6761, RFC 6762, RFC 7686 and RFC 8375, and the names that networks use for themselves
 * (ICANN: internal; RFC 6762, appendix G).
 */
// biome-ignore format: a list
const LOCAL_SUFFIXES = [
  'localhost', 'local', 'internal', 'home.arpa', 'test', 'invalid', 'onion', 'alt',
  'lan', 'home', 'corp', 'mail', 'private', 'intranet', 'localdomain',
];

/** The lowest port that is free to use. Lower ports belong to services of the machine itself, such as SSH and SMTP. */
const LEAST_FREE_PORT = 1_024;
/**
 * The block that the internet routes as unicast (RFC 4291, 2.4; IANA's registry of global unicast
 * addresses).
 */
const GLOBAL_UNICAST = { first: 0x2000n << 112n, last: (0x4000n << 112n) - 1n };

/** `url` is null if the text could not be parsed. */
export function findTargetProblem(
  url: TargetUrl | null,
  targets: WebhookTargets,
): WebhookTargetProblem | undefined {
  if (!url) return { reason: 'not-a-url' };
  if (url.protocol !== 'https:' && !(targets === 'any' && url.protocol === 'http:'))
    return { reason: 'not-https' };
  if (url.username !== '' || url.password !== '') return { reason: 'credentials' };
  if (targets === 'any') return undefined;
  return findPrivateHost(url.hostname) ?? findClosedPort(url.port);
}

function findClosedPort(port: string): WebhookTargetProblem | undefined {
  return port === '' || Number(port) >= LEAST_FREE_PORT ? undefined : { reason: 'port' };
}

function findPrivateHost(hostname: string): WebhookTargetProblem | undefined {
  // The URL parser has turned every spelling of an IPv4 address into a dotted quad.
  const address = findAddress(hostname.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) {
    const [block] = specialBlocksOf({ first: address, last: address });
    if (block) return { reason: 'special-purpose', block };
    const isPublic = familyOf(address) === 4 || containsAddress(GLOBAL_UNICAST, address);
    return isPublic ? undefined : { reason: 'not-public' };
  }
  const name = hostname.replace(/\.$/, '');
  // The last label of a name must have a letter. A text like an address that is none could still be used as
  // one.
  const isName = /^(?:[^.]+\.)+[^.]*[a-z][^.]*$/.test(name);
  if (!isName) return { reason: 'short-name' };
  const suffix = LOCAL_SUFFIXES.find((local) => name === local || name.endsWith(`.${local}`));
  return suffix === undefined ? undefined : { reason: 'local-name', suffix };
}
