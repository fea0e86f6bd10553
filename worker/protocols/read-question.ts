/**
 * Reads who asks to send from where: the steps between the token and the decision. The Worker and the agent read
 * every question by this function, so both take the same texts for the same login and the same address.
 */
import { describeAccountIdProblem, parseAccountId } from '../../shared/account-id.ts';
import { type ClientAddress, parseClientAddress } from '../../shared/client-address.ts';
import { MAX_BODY_KIB } from '../../shared/limits.ts';
import { problem } from '../../shared/problem.ts';
import { describeValueProblem } from '../../shared/value-problem.ts';
import type { VerifiedAsker } from '../deciding/asker.ts';
import { shorten } from '../platform/shown-value.ts';
import { describeUnreadableBody } from '../platform/unreadable-body.ts';
import { badBody, badRequest, WRONG_PATH } from './bad-request.ts';
import type {
  BadRequest,
  CheckQuestion,
  Protocol,
  Reading,
  RequestBody,
  RequestLine,
} from './protocol.ts';

export interface ParsedQuestion<Detail> {
  readonly kind: 'parsed';
  /** The login in its canonical form. */
  readonly login: string;
  readonly address: ClientAddress;
  readonly detail: Detail;
}

export type ReadQuestion<Detail> =
  | ParsedQuestion<Detail>
  | Exclude<Reading<Detail>, CheckQuestion<Detail>>;

export function readQuestion<Detail>(
  protocol: Protocol<Detail>,
  line: RequestLine,
  body: RequestBody,
  asker: VerifiedAsker,
): ReadQuestion<Detail> {
  if (line.path !== protocol.path) return notHere(line, protocol.path);
  const reading = findUnreadable(body, line) ?? protocol.read(line, body, asker);
  if (reading.kind !== 'question') return reading;
  const account = parseAccountId(reading.account);
  if (!account.ok) {
    const message = describeAccountIdProblem(account.error, reading.account);
    return badValue(reading, 'account', message);
  }
  const address = parseClientAddress(reading.address);
  if (!address.ok) {
    return badValue(reading, 'address', describeValueProblem(address.error, 'address'));
  }
  const { detail } = reading;
  return { kind: 'parsed', login: account.value, address: address.value, detail };
}

/** The bodies that no protocol can read. */
const UNREADABLE = {
  'too-large': badRequest(
    'too-large',
    problem('too-large', `A body has at most ${MAX_BODY_KIB} KiB.`),
  ),
  'not-utf8': badBody('not-utf8', 'The body must be UTF-8; it holds bytes that are not.'),
};

function findUnreadable(body: RequestBody, { headers }: RequestLine): BadRequest | undefined {
  if (body.kind === 'not-json') {
    const message = describeUnreadableBody(headers.get('content-type'), body.text);
    return badBody('not-json', message);
  }
  return body.kind === 'too-large' || body.kind === 'not-utf8' ? UNREADABLE[body.kind] : undefined;
}

function badValue(
  question: CheckQuestion<unknown>,
  field: 'account' | 'address',
  message: string,
): BadRequest {
  const pointer = question.pointers?.[field] ?? `/${field}`;
  const error = { pointer, value: shorten(question[field]), message };
  return badRequest(`bad-${field}`, problem('invalid-value', `${pointer}: ${message}`, [error]));
}

function notHere({ method, path }: RequestLine, wanted: string): BadRequest {
  return badRequest(
    WRONG_PATH,
    problem('not-found', `There is no ${method} ${path}; the path is ${wanted}.`),
  );
}
