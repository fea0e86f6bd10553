/**
 * Where a webhook may be sent. `public`: to HTTPS on a host of the public internet, so that no one who may
 * add a webhook reaches into a network through it. What a name resolves to is not known here: a Worker on
 * Cloudflare has no way into private networks, and the answer of a receiver is never shown to anyone.
 */
import { findAddress } from './ip-address.ts';
import { type SpecialBlock, specialBlocksOf } from './special-purpose.ts';

export type WebhookTargets = 'public' | 'any';

/** As the platform's own parser gives it. */
export interface TargetUrl {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
}

export type WebhookTargetProblem =
  | { readonly reason: 'not-a-url' | 'not-https' | 'credentials' | 'short-name' }
  | { readonly reason: 'special-purpose'; readonly block: SpecialBlock }
  | { readonly reason: 'local-name'; readonly suffix: string };

/** RFC 6761, RFC 6762, RFC 8375, and the names that networks use for themselves (ICANN: internal). */
const LOCAL_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa'];

/** Null is what could not be parsed. */
export function findTargetProblem(
  url: TargetUrl | null,
  targets: WebhookTargets,
): WebhookTargetProblem | undefined {
  if (!url) return { reason: 'not-a-url' };
  if (url.protocol !== 'https:' && !(targets === 'any' && url.protocol === 'http:'))
    return { reason: 'not-https' };
  if (url.username !== '' || url.password !== '') return { reason: 'credentials' };
  return targets === 'public' ? findPrivateHost(url.hostname) : undefined;
}

function findPrivateHost(hostname: string): WebhookTargetProblem | undefined {
  // The parser has made every spelling of an IPv4 address a dotted quad by now.
  const address = findAddress(hostname.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) {
    const [block] = specialBlocksOf({ first: address, last: address });
    return block && { reason: 'special-purpose', block };
  }
  const name = hostname.replace(/\.$/, '');
  if (!name.includes('.')) return { reason: 'short-name' };
  const suffix = LOCAL_SUFFIXES.find((local) => name === local || name.endsWith(`.${local}`));
  return suffix === undefined ? undefined : { reason: 'local-name', suffix };
}
