/**
 * Where a webhook may be sent. `public`: to HTTPS on a host of the public internet, so that no one who may
 * add a webhook reaches into a network through it. What a name resolves to is not known here: a Worker on
 * Cloudflare has no way into private networks, and the answer of a receiver is never shown to anyone.
 */
import { findAddress } from '../../shared/ip-address.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { specialPurposesOf } from '../../shared/special-purpose.ts';

export type WebhookTargets = 'public' | 'any';

/** RFC 6761, RFC 6762, RFC 8375, and the names that networks use for themselves (ICANN: internal). */
const LOCAL_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa'];

/** The URL in its canonical form, or what is wrong with it. */
export function parseWebhookTarget(text: string, targets: WebhookTargets): Result<string, string> {
  const url = URL.parse(text);
  if (!url) return failure('A URL looks like https://hooks.example.com/sendgate.');
  if (url.protocol !== 'https:' && !(targets === 'any' && url.protocol === 'http:'))
    return failure('Only https: the alerts are for no one else to read.');
  if (url.username !== '' || url.password !== '')
    return failure('No user or password before the host: deliveries are signed instead.');
  const wrong = targets === 'public' ? describePrivateHost(url.hostname) : undefined;
  if (wrong !== undefined) return failure(wrong);
  url.hash = '';
  return success(url.href);
}

function describePrivateHost(hostname: string): string | undefined {
  // The parser has made every spelling of an IPv4 address a dotted quad by now.
  const address = findAddress(hostname.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) {
    const [purpose] = specialPurposesOf({ first: address, last: address });
    return purpose && `The address is not of the public internet (${purpose}).`;
  }
  const name = hostname.replace(/\.$/, '');
  if (!name.includes('.')) return 'The host is a full name, such as hooks.example.com.';
  const local = LOCAL_SUFFIXES.find((suffix) => name === suffix || name.endsWith(`.${suffix}`));
  return local && `Names under .${local} are not of the public internet.`;
}
