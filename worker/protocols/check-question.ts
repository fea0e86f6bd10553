/**
 * Reads the two fields of a check: `account` and `address`. Without `address` the caller asks about its own
 * address.
 */

import { MAX_ACCOUNT_CHARACTERS, MAX_ADDRESS_CHARACTERS } from '../../shared/limits.ts';
import { problem, type ValueError } from '../../shared/problem.ts';
import type { VerifiedAsker } from '../deciding/asker.ts';
import { ownAddressOf } from '../platform/caller-address.ts';
import type { Fields } from '../platform/fields.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import { escapePointer, shorten, showValue } from '../platform/shown-value.ts';
import { badRequest } from './bad-request.ts';
import type { BadRequest, Reading } from './protocol.ts';

const MAX_ERRORS = 100;

const IN_BODY = { account: '/account', address: '/address' };
const IN_QUERY = { account: '/query/account', address: '/query/address' };

export function readCheckQuestion(
  fields: Fields,
  place: 'body' | 'query',
  headers: RequestHeaders,
  asker: VerifiedAsker,
): Reading<undefined> {
  const pointers = place === 'body' ? IN_BODY : IN_QUERY;
  const { account, address = ownAddress(headers, asker) } = fields;
  const isRead =
    typeof account === 'string' &&
    typeof address === 'string' &&
    account.length <= MAX_ACCOUNT_CHARACTERS &&
    address.length <= MAX_ADDRESS_CHARACTERS;
  const count = (fields.account === undefined ? 0 : 1) + (fields.address === undefined ? 0 : 1);
  return isRead && Object.keys(fields).length === count
    ? { kind: 'question', account, address, pointers, detail: undefined }
    : refuse(fields, place === 'body' ? '' : '/query', headers, asker);
}

/**
 * Decides whether the caller may ask about its own address. A relay asks about its clients, never about itself.
 * An asker that can't be verified may have an account's token, so it may.
 */
function mayMeanItself(asker: VerifiedAsker): boolean {
  return asker.kind !== 'relay';
}

function ownAddress(headers: RequestHeaders, asker: VerifiedAsker): string | undefined {
  const own = mayMeanItself(asker) ? ownAddressOf(headers) : undefined;
  return own?.ok ? own.value.text : undefined;
}

function refuse(
  fields: Fields,
  prefix: string,
  headers: RequestHeaders,
  asker: VerifiedAsker,
): BadRequest {
  const errors = [
    ...faultOf(fields.account, `${prefix}/account`, MAX_ACCOUNT_CHARACTERS, ACCOUNT_FORM),
    ...(fields.address === undefined && mayMeanItself(asker)
      ? []
      : faultOf(fields.address, `${prefix}/address`, MAX_ADDRESS_CHARACTERS, ADDRESS_FORM)),
    ...Object.keys(fields)
      .filter((name) => name !== 'account' && name !== 'address')
      .map((name) => ({
        pointer: `${prefix}/${escapePointer(shorten(name))}`,
        message: 'There is no such field.',
      })),
  ].slice(0, MAX_ERRORS);
  const [first] = errors;
  if (!first) return badOwnAddress(`${prefix}/address`, headers);
  const detail = `${first.pointer}: ${first.message}`;
  return badRequest('bad-request', problem('invalid-request', detail, errors));
}

const ACCOUNT_FORM = 'Give the account, an SMTP login such as sender@example.com.';
const ADDRESS_FORM = 'Give the address of the client, such as 203.0.113.7 or 2001:db8::7.';

function faultOf(value: unknown, pointer: string, most: number, form: string): ValueError[] {
  if (typeof value === 'string' && value.length <= most) return [];
  const shown = showValue(value);
  const message = typeof value === 'string' ? `It has at most ${most} characters.` : form;
  return [{ pointer, ...(shown === undefined ? {} : { value: shown }), message }];
}

function badOwnAddress(pointer: string, headers: RequestHeaders): BadRequest {
  const own = ownAddressOf(headers);
  const message = `${own.ok ? '' : own.error} Give an address.`;
  const error = { pointer, message };
  return badRequest('bad-address', problem('invalid-value', `${pointer}: ${message}`, [error]));
}
