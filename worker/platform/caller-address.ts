/**
 * The address that a request came from. At the edge Cloudflare sets CF-Connecting-IP and no client can.
 *
 * Requests of Workers, of any customer's, come from one address (Cloudflare's documentation of CF-Worker): it is
 * nobody's own, so it is never taken for the address of a caller that means itself.
 */
import { type ClientAddress, parseClientAddress } from '../../shared/client-address.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { WORKERS_ADDRESS } from '../../shared/special-purpose.ts';

/** Undefined where nothing set it. */
export function findCallerAddress(headers: Headers): ClientAddress | undefined {
  const parsed = parseClientAddress(headers.get('cf-connecting-ip') ?? '');
  return parsed.ok ? parsed.value : undefined;
}

/** The caller's address for a caller that means itself; the error is a sentence that says why there is none. */
export function ownAddressOf(headers: Headers): Result<ClientAddress, string> {
  const address = findCallerAddress(headers);
  if (!address) return failure('The address of this connection is not known.');
  if (address.text !== WORKERS_ADDRESS && !headers.has('cf-worker')) return success(address);
  return failure(
    'The request comes from a Cloudflare Worker, whose address every other Worker has too.',
  );
}
