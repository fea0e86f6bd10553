/**
 * A protocol defines how one kind of caller asks whether an address may send: the path, the form of the
 * question and the form of the answer. answer-check.ts does everything between the question and the answer.
 */

import type * as api from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { VerifiedAsker } from '../deciding/asker.ts';
import type { Configuration } from '../platform/configuration.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import type { ProtocolAnswer } from './answer-kind.ts';

export interface Protocol<Detail = undefined> {
  /** The name in log events such as `dovecot-refused` and `dovecot-failed`. */
  readonly name: string;
  readonly path: string;
  /**
   * The methods of the protocol. Calls with another method, and calls below the path, belong to management. If
   * it is undefined, the protocol answers every method, and refuses every path below its own in its own form.
   * With Dovecot's default settings a plain 404 would let everyone in.
   */
  readonly methods?: readonly string[];
  /**
   * Recognizes a request of this caller by its look, on any path. It is for a caller that would take another
   * protocol's answer for an allow.
   */
  recognizes?(line: RequestLine): boolean;
  /** Whether the question is in the body. */
  readonly takesBody?: true;
  /** Plain data for /openapi.json: the operations by method, and the schemas that they name. */
  readonly operations: Readonly<Record<string, OpenApiOperation>>;
  readonly schemas?: Readonly<Record<string, object>>;
  /** The tokens that may ask: only those of relays, or those of accounts too. */
  readonly callers: 'relays' | 'relays-and-accounts';
  /**
   * Decides whether a relay asks because the password was right. A refusal then means that others know the
   * password.
   */
  passwordWasRight?(line: RequestLine, body: RequestBody): boolean;
  /** Whether pages may ask too. A page that sends its Origin can read the answer. */
  readonly askedByPages?: true;
  /** Finds the token if it is not in Authorization. */
  findToken?(headers: RequestHeaders): string | undefined;
  read(line: RequestLine, body: RequestBody, asker: VerifiedAsker): Reading<Detail>;
  answer(outcome: CheckOutcome<Detail>, context: AnswerContext): ProtocolAnswer;
}

export interface OpenApiOperation {
  readonly summary: string;
  readonly [member: string]: unknown;
}

/** A request without its body, read once, because each access to a Request crosses into the runtime. */
export interface RequestLine {
  readonly method: string;
  /** The path without the query, percent-decoded if the result is UTF-8. */
  readonly path: string;
  /** The text after the question mark. */
  readonly query: string;
  readonly headers: RequestHeaders;
}

/**
 * The body as JSON, or the reason why there is none. It is not read for a GET or a HEAD, nor if the protocol
 * takes no body.
 */
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'not-json'; readonly text: string }
  | { readonly kind: 'none' | 'too-large' | 'not-utf8' };

/** The account and the address as the caller wrote them. */
export interface CheckQuestion<Detail> {
  readonly kind: 'question';
  readonly account: string;
  readonly address: string;
  /** The places of both in the request, for problems. */
  readonly pointers?: { readonly account: string; readonly address: string };
  /** Data that the protocol needs for its answer. */
  readonly detail: Detail;
}

export type Reading<Detail> =
  | CheckQuestion<Detail>
  /** The request asks for no decision and is let through. */
  | { readonly kind: 'no-question' }
  /** The asker could not be verified, and the question can't be read without it. */
  | { readonly kind: 'unavailable' }
  | BadRequest;

export interface BadRequest {
  readonly kind: 'bad-request';
  /** A word for the log and for the protocol's answer. */
  readonly reason: string;
  /** The same as a problem, for a caller that reads problems. */
  readonly problem: Problem;
}

export type CheckOutcome<Detail> =
  | { readonly kind: 'allowed'; readonly decision: api.Decision; readonly detail: Detail }
  | { readonly kind: 'refused'; readonly decision: api.Decision }
  /** Nothing could be read to decide with, and the deployment fails closed. */
  | { readonly kind: 'unavailable'; readonly decision: api.Decision | undefined }
  | { readonly kind: 'no-question' }
  | { readonly kind: 'bad-token'; readonly problem: Problem }
  | { readonly kind: 'rate-limited'; readonly problem: Problem }
  | BadRequest
  /** The Worker's own code or configuration is wrong. */
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface AnswerContext {
  /** What an answer needs of the configuration. It is undefined if the configuration itself is wrong. */
  readonly configuration: Pick<Configuration, 'dovecotRefusalMessage'> | undefined;
  /** The id of the request in the log. It is made when it is first asked for. */
  readonly requestId: string;
}
