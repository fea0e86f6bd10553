/**
 * A protocol is how one kind of caller asks whether an address may send: the path it asks at, how its question
 * is read, and what it is told. Everything between the two is answer-check.ts.
 */
import type * as api from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { VerifiedAsker } from '../deciding/asker.ts';
import type { Configuration } from '../platform/configuration.ts';
import type { ProtocolAnswer } from './answer-kind.ts';

export interface Protocol<Detail = undefined> {
  /** Part of log events: `dovecot-refused`, `dovecot-failed`. */
  readonly name: string;
  readonly path: string;
  /**
   * The methods that are the protocol's: with another, and below the path, a call is management's. Undefined: the
   * protocol answers every method, and refuses every path below its own, in its own form. A plain 404 lets
   * everyone in at Dovecot's default.
   */
  readonly methods?: readonly string[];
  /**
   * Whether a request is this caller's by its look, wherever it is sent: for a caller that would take another
   * protocol's answer for an allow.
   */
  recognizes?(line: RequestLine): boolean;
  /** The question is in the body. */
  readonly takesBody?: true;
  /** For /openapi.json: the operations by method, and the schemas that they name. Plain data. */
  readonly operations: Readonly<Record<string, OpenApiOperation>>;
  readonly schemas?: Readonly<Record<string, object>>;
  /** The tokens that may ask: relays' alone, or those of accounts too. */
  readonly callers: 'relays' | 'relays-and-accounts';
  /** Whether a relay asks because the password was right: a refusal then means that others know the password. */
  passwordWasRight?(line: RequestLine, body: RequestBody): boolean;
  /** Pages ask it too: one that sends its Origin can read the answer. */
  readonly askedByPages?: true;
  /** Where the token stands, if not in Authorization. */
  findToken?(headers: Headers): string | undefined;
  read(line: RequestLine, body: RequestBody, asker: VerifiedAsker): Reading<Detail>;
  answer(outcome: CheckOutcome<Detail>, context: AnswerContext): ProtocolAnswer;
}

export interface OpenApiOperation {
  readonly summary: string;
  readonly [member: string]: unknown;
}

/** A request without its body, read once: each look at a Request crosses into the runtime. */
export interface RequestLine {
  readonly method: string;
  /** Without the query; percent-decoded where that is UTF-8. */
  readonly path: string;
  /** The text after the question mark. */
  readonly query: string;
  readonly headers: Headers;
}

/** The body as JSON, or why there is none. It is not read of a GET or a HEAD, nor where the protocol takes none. */
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'not-json'; readonly text: string }
  | { readonly kind: 'none' | 'too-large' | 'not-utf8' };

/** Account and address as the caller wrote them. */
export interface CheckQuestion<Detail> {
  readonly kind: 'question';
  readonly account: string;
  readonly address: string;
  /** Where the two stand in the request, as problems name it. */
  readonly pointers?: { readonly account: string; readonly address: string };
  /** For the answer. */
  readonly detail: Detail;
}

export type Reading<Detail> =
  | CheckQuestion<Detail>
  /** The request asks for no decision, and is let through. */
  | { readonly kind: 'no-question' }
  /** The asker could not be verified, and the question can't be read without. */
  | { readonly kind: 'unavailable' }
  | BadRequest;

export interface BadRequest {
  readonly kind: 'bad-request';
  /** A word for the log and for the protocol's answer. */
  readonly reason: string;
  /** The same for a caller that reads problems. */
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
  /** The Worker's own code or configuration is at fault. */
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface AnswerContext {
  /** Undefined when it is wrong itself. */
  readonly configuration: Configuration | undefined;
  /** The id that the log has of the request; made when it is first asked for. */
  readonly requestId: string;
}
