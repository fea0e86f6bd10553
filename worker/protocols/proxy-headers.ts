/** Account and client address as a proxy names them: one value each, or nothing is taken. */
import { describeAccountIdProblem, parseAccountId } from '../../shared/account-id.ts';
import { parseClientAddress } from '../../shared/client-address.ts';
import { FORWARDED_FOR } from '../../shared/client-address-header.ts';
import type { ValueError } from '../../shared/problem.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { describeValueProblem } from '../../shared/value-problem.ts';
import { findCallerAddress } from '../platform/caller-address.ts';

const MAX_SHOWN = 100;
const ACCOUNT_HEADER = 'x-sendgate-account';

export interface ProxyHeaders {
  readonly account: string;
  readonly address: string;
}

type Read = Result<string, ValueError>;

export function readProxyHeaders(
  headers: Headers,
  addressHeader: string,
): Result<ProxyHeaders, ValueError> {
  const account = readAccount(headers);
  if (!account.ok) return account;
  const address = readAddress(headers, addressHeader);
  if (!address.ok) return address;
  return success({ account: account.value, address: address.value });
}

function readAccount(headers: Headers): Read {
  const refuse = (message: string, value?: string) => refuseHeader(ACCOUNT_HEADER, message, value);
  const text = headers.get(ACCOUNT_HEADER);
  if (text === null) return refuse('The proxy must set it to the account that the request is of.');
  // Two headers arrive joined by a comma, and bytes beyond ASCII in more than one reading.
  if (!/^[\x20-\x2b\x2d-\x7e]*$/.test(text)) {
    return refuse('It holds one account, in ASCII and without a comma.', text);
  }
  const account = parseAccountId(text);
  return account.ok ? account : refuse(describeAccountIdProblem(account.error), text);
}

function readAddress(headers: Headers, name: string): Read {
  const text = headers.get(name);
  if (text === null) return refuseHeader(name, 'The proxy must set it to its client’s address.');
  const values = text.split(',').map((value) => value.trim());
  const [value = '', ...others] = name === FORWARDED_FOR ? withoutProxy(values, headers) : values;
  if (others.length > 0) {
    return refuseHeader(name, 'The proxy must set it to one address, not add one to others.', text);
  }
  const address = parseClientAddress(value);
  if (address.ok) return success(address.value.text);
  return refuseHeader(name, describeValueProblem(address.error, 'address'), text);
}

/** The edge adds its own caller, the proxy, to X-Forwarded-For, as any proxy does. */
function withoutProxy(values: readonly string[], headers: Headers): readonly string[] {
  const last = parseClientAddress(values.at(-1) ?? '');
  const isProxy = last.ok && last.value.text === findCallerAddress(headers)?.text;
  return values.length === 2 && isProxy ? values.slice(0, 1) : values;
}

function refuseHeader(name: string, message: string, value?: string): Read {
  const error = { pointer: `/header/${name}`, message: `${name}: ${message}` };
  return failure(value === undefined ? error : { ...error, value: value.slice(0, MAX_SHOWN) });
}
