/**
 * The steps of every check: verify the token, read the question, decide, and answer in the caller's protocol.
 *
 * It is synchronous if memory alone allows the address. The protocol itself answers each failure. So no error
 * of ours becomes an HTTP status that a mail server takes for an allow.
 */
import type * as api from '../../shared/api.ts';
import { problem } from '../../shared/problem.ts';
import type { Asker } from '../deciding/asker.ts';
import type { DecisionPoint, Verdicted } from '../deciding/decision-point.ts';
import type { Isolate } from '../deciding/isolate.ts';
import { REQUEST_ID, setCorsHeaders, setPageHeaders } from '../platform/answer-headers.ts';
import { CheckCall, type Outliving } from '../platform/check-call.ts';
import type { Configuration } from '../platform/configuration.ts';
import { logError } from '../platform/log.ts';
import { problemOfError } from '../platform/problem-document.ts';
import { authenticationProblem } from '../tokens/failed-authentications.ts';
import { findBearerToken } from '../tokens/header-token.ts';
import { isOperatorToken } from '../tokens/operator-token.ts';
import { digestOf } from '../tokens/token-text.ts';
import type {
  AnswerContext,
  CheckOutcome,
  Protocol,
  RequestBody,
  RequestLine,
} from './protocol.ts';
import { NO_BODY, readBody, takesBody } from './read-body.ts';
import { readQuestion } from './read-question.ts';

export function answerCheck(
  protocol: Protocol<unknown>,
  request: Request,
  line: RequestLine,
  isolate: Isolate,
  context: Outliving,
): Response | Promise<Response> {
  const check = new Check(protocol, line, isolate, context);
  if (takesBody(protocol, line)) {
    return check.answerWithBody(request);
  }
  try {
    const response = check.answer(NO_BODY);
    return response instanceof Promise ? response.catch((error) => check.fail(error)) : response;
  } catch (error) {
    return check.fail(error);
  }
}

class Check implements AnswerContext {
  readonly #protocol: Protocol<unknown>;
  readonly #line: RequestLine;
  readonly #isolate: Isolate;
  readonly #call: CheckCall;
  #requestId: string | undefined;
  configuration: Configuration | undefined;

  constructor(
    protocol: Protocol<unknown>,
    line: RequestLine,
    isolate: Isolate,
    context: Outliving,
  ) {
    this.#protocol = protocol;
    this.#line = line;
    this.#isolate = isolate;
    this.#call = new CheckCall(context);
  }

  get requestId(): string {
    this.#requestId ??= crypto.randomUUID();
    return this.#requestId;
  }

  async answerWithBody(request: Request): Promise<Response> {
    try {
      return await this.answer(await readBody(request, this.#line.headers));
    } catch (error) {
      return this.fail(error);
    }
  }

  answer(body: RequestBody): Response | Promise<Response> {
    const point = this.#isolate.decisionPoint;
    this.configuration = point.configuration;
    const { findToken = findBearerToken } = this.#protocol;
    const token = findToken(this.#line.headers);
    const asker = point.verify(token, this.#line.headers, this.#call);
    return asker instanceof Promise
      ? asker.then((verified) => this.#answerAsker(point, token, verified, body))
      : this.#answerAsker(point, token, asker, body);
  }

  #answerAsker(
    point: DecisionPoint,
    token: string | undefined,
    asker: Asker,
    body: RequestBody,
  ): Response | Promise<Response> {
    if (asker.kind === 'unauthorized') return this.#refuseToken(point, token);
    if (asker.kind === 'list') return this.#refuse({ kind: 'bad-token', problem: NO_ACCOUNT });
    if (asker.kind === 'account' && this.#protocol.callers === 'relays') {
      return this.#refuse({ kind: 'bad-token', problem: NO_RELAY });
    }
    if (asker.kind === 'relay') {
      this.#call.passwordWasRight = this.#protocol.passwordWasRight?.(this.#line, body) ?? false;
    }
    const asked = readQuestion(this.#protocol, this.#line, body, asker);
    if (asked.kind === 'bad-request') return this.#refuse(asked);
    if (asked.kind === 'no-question') return this.#respond(asked);
    if (asked.kind === 'unavailable') {
      return this.#respond({ kind: 'unavailable', decision: undefined });
    }
    const verdict = point.decide(asker, asked.login, asked.address, this.#call);
    return verdict instanceof Promise
      ? verdict.then((decided) => this.#conclude(point, decided, asked.detail))
      : this.#conclude(point, verdict, asked.detail);
  }

  #conclude(point: DecisionPoint, decision: Verdicted, detail: unknown): Response {
    if (decision === 'forbidden')
      return this.#refuse({ kind: 'bad-token', problem: OTHER_ACCOUNT });
    if (decision.verdict === 'allow') return this.#respond({ kind: 'allowed', decision, detail });
    return this.#respondRefused(point, decision);
  }

  #respondRefused(point: DecisionPoint, decision: api.Decision): Response {
    point.logRefusal(this.requestId, decision);
    const isUnavailable = decision.reason === 'unavailable';
    return this.#respond({ kind: isUnavailable ? 'unavailable' : 'refused', decision });
  }

  async #refuseToken(point: DecisionPoint, token: string | undefined): Promise<Response> {
    const { configuration, failures } = point;
    if (token !== undefined && (await isOperatorToken(configuration, await digestOf(token)))) {
      return this.#refuse({ kind: 'bad-token', problem: NO_CHECKER });
    }
    const isLimited = await failures.count(this.#line.headers, this.requestId);
    const kind = isLimited ? 'rate-limited' : 'bad-token';
    return this.#refuse({ kind, problem: authenticationProblem(isLimited) });
  }

  #refuse(outcome: CheckOutcome<unknown>): Response {
    const refusal = outcome.kind === 'bad-request' ? outcome.reason : outcome.kind;
    const event = `${this.#protocol.name}-refused`;
    this.#isolate.decisionPoint.log.info(event, event, { requestId: this.requestId, refusal });
    return this.#respond(outcome);
  }

  fail(error: unknown): Response {
    const { name } = this.#protocol;
    logError(`${name}-failed`, { requestId: this.requestId, error: String(error) });
    return this.#respond({ kind: 'failed', problem: problemOfError(error) });
  }

  #respond(outcome: CheckOutcome<unknown>): Response {
    const { askedByPages } = this.#protocol;
    const { kind, body, headers } = this.#protocol.answer(outcome, this);
    const response = kind.respond(this.#line.method === 'HEAD' ? null : body, headers);
    const isForPage = askedByPages && this.#line.headers.has('origin');
    // The answer of an allow has no id, since the log has no line about it.
    const requestId = isForPage ? this.requestId : this.#requestId;
    if (requestId !== undefined) response.headers.set(REQUEST_ID, requestId);
    if (isForPage || kind.status >= 400) setPageHeaders(response.headers);
    if (isForPage) setCorsHeaders(response.headers);
    return response;
  }
}

const NO_RELAY = problem('forbidden', 'The token is of an account: ask with a relay’s.');
const NO_ACCOUNT = problem('forbidden', 'The token is of a shared list: ask with a relay’s.');
const OTHER_ACCOUNT = problem('forbidden', 'The token is of another account.');
const NO_CHECKER = problem('forbidden', 'Checks are asked with a relay’s or an account’s token.');
