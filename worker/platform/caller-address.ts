import { type ClientAddress, parseClientAddress } from '../../shared/client-address.ts';

/**
 * The address the request came from. At the edge Cloudflare sets CF-Connecting-IP and no client can;
 * undefined where nothing set it.
 */
export function findCallerAddress(headers: Headers): ClientAddress | undefined {
  const parsed = parseClientAddress(headers.get('cf-connecting-ip') ?? '');
  return parsed.ok ? parsed.value : undefined;
}
