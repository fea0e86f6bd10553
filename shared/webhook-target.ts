/**
 * Where a webhook may be sent. `public`: to HTTPS on a host of the public internet, so that no one who may
 * add a webhook reaches into a network through it. What a name resolves to is not known here: a Worker on
 * Cloudflare has no way into private networks, and the answer of a receiver is never shown to anyone.
 */
import { familyOf, findAddress } from './ip-address.ts';
import { containsAddress } from './ip-range.ts';
import { type SpecialBlock, specialBlocksOf } from './special-purpose.ts';

export type WebhookTargets = 'public' | 'any';

/** As the platform's own parser gives it. */
export interface TargetUrl {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  /** Empty for the scheme's own. */
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

/** RFC 6761, RFC 6762, RFC 7686, RFC 8375, and the names that networks use for themselves (ICANN: internal; RFC 6762, appendix G). */
// biome-ignore format: a list
const LOCAL_SUFFIXES = [
  'localhost', 'local', 'internal', 'home.arpa', 'test', 'invalid', 'onion', 'alt',
  'lan', 'home', 'corp', 'mail', 'private', 'intranet', 'localdomain',
];

/** Below it are the services of a machine itself, such as SSH and SMTP. */
const LEAST_FREE_PORT = 1_024;
/** The block that the internet routes as unicast (RFC 4291, 2.4; IANA's registry of global unicast addresses). */
const GLOBAL_UNICAST = { first: 0x2000n << 112n, last: (0x4000n << 112n) - 1n };

/** Null is what could not be parsed. */
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
  // The parser has made every spelling of an IPv4 address a dotted quad by now.
  const address = findAddress(hostname.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) {
    const [block] = specialBlocksOf({ first: address, last: address });
    if (block) return { reason: 'special-purpose', block };
    const isPublic = familyOf(address) === 4 || containsAddress(GLOBAL_UNICAST, address);
    return isPublic ? undefined : { reason: 'not-public' };
  }
  const name = hostname.replace(/\.$/, '');
  // A last label without a letter is no name: what looks like an address and is none may still be taken for one.
  const isName = /^(?:[^.]+\.)+[^.]*[a-z][^.]*$/.test(name);
  if (!isName) return { reason: 'short-name' };
  const suffix = LOCAL_SUFFIXES.find((local) => name === local || name.endsWith(`.${local}`));
  return suffix === undefined ? undefined : { reason: 'local-name', suffix };
}
