/**
 * Reads the account and the client address from the headers of a proxy. Each header must have exactly one
 * value.
 */

import { parseClientAddress } from '../../shared/client-address.ts';
import { FORWARDED_FOR } from '../../shared/client-address-header.ts';
import { problem } from '../../shared/problem.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { findCallerAddress } from '../platform/caller-address.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import { shorten } from '../platform/shown-value.ts';
import { badRequest } from './bad-request.ts';
import type { BadRequest, Reading } from './protocol.ts';

const ACCOUNT_HEADER = 'x-sendgate-account';

/** The single value of a header. */
type HeaderValue = Result<string, BadRequest>;

export function readProxyHeaders(
  headers: RequestHeaders,
  addressHeader: string,
): Reading<undefined> {
  const account = readAccount(headers);
  if (!account.ok) return account.error;
  const address = readForwardedAddress(headers, addressHeader);
  if (!address.ok) return address.error;
  const pointers = { account: pointerOf(ACCOUNT_HEADER), address: pointerOf(addressHeader) };
  return {
    kind: 'question',
    account: account.value,
    address: address.value,
    pointers,
    detail: undefined,
  };
}

function readAccount(headers: RequestHeaders): HeaderValue {
  const text = headers.get(ACCOUNT_HEADER);
  if (text === null) {
    return refuse(ACCOUNT_HEADER, 'The proxy must set it to the account that the request is of.');
  }
  // Two headers with the same name arrive joined by a comma. Bytes beyond ASCII can be read in more than one
  // way.
  if (!/^[\x20-\x2b\x2d-\x7e]*$/.test(text)) {
    return refuse(ACCOUNT_HEADER, 'It holds one account, in ASCII and without a comma.', text);
  }
  return success(text);
}

function readForwardedAddress(headers: RequestHeaders, name: string): HeaderValue {
  const text = headers.get(name);
  if (text === null) return refuse(name, 'The proxy must set it to its client’s address.');
  const values = text.split(',').map((value) => value.trim());
  const [value = '', ...others] = name === FORWARDED_FOR ? withoutProxy(values, headers) : values;
  return others.length === 0
    ? success(value)
    : refuse(name, 'The proxy must set it to one address, not add one to others.', text);
}

/**
 * Leaves out the proxy. The edge adds its own caller, which is the proxy, to X-Forwarded-For, as any proxy
 * does.
 */
function withoutProxy(values: readonly string[], headers: RequestHeaders): readonly string[] {
  const last = parseClientAddress(values.at(-1) ?? '');
  const isProxy = last.ok && last.value.text === findCallerAddress(headers)?.text;
  return values.length === 2 && isProxy ? values.slice(0, 1) : values;
}

function refuse(name: string, message: string, value?: string): HeaderValue {
  const pointer = pointerOf(name);
  const shown = value === undefined ? {} : { value: shorten(value) };
  const error = { pointer, ...shown, message: `${name}: ${message}` };
  return failure(badRequest('bad-header', problem('forbidden', error.message, [error])));
}

function pointerOf(header: string): string {
  return `/header/${header}`;
}
