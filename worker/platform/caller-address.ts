/**
 * Finds the address that a request came from. At the edge only Cloudflare can set CF-Connecting-IP; no client
 * can.
 *
 * The requests of all customers' Workers come from one address (Cloudflare's documentation of CF-Worker). That
 * address belongs to no single caller, so it never counts as a caller's own address.
 */

import { type ClientAddress, parseClientAddress } from '../../shared/client-address.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { WORKERS_ADDRESS } from '../../shared/special-purpose.ts';
import type { RequestHeaders } from './request-headers.ts';

/** Finds the caller's address. It is undefined if nothing set the header. */
export function findCallerAddress(headers: RequestHeaders): ClientAddress | undefined {
  const parsed = parseClientAddress(headers.get('cf-connecting-ip') ?? '');
  return parsed.ok ? parsed.value : undefined;
}

/**
 * Returns the address of a caller that asks about itself. The error is a sentence that says why there is
 * none.
 */
export function ownAddressOf(headers: RequestHeaders): Result<ClientAddress, string> {
  const address = findCallerAddress(headers);
  if (!address) return failure('The address of this connection is not known.');
  if (address.text !== WORKERS_ADDRESS && !headers.has('cf-worker')) return success(address);
  return failure(
    'The request comes from a Cloudflare Worker, whose address every other Worker has too.',
  );
}
