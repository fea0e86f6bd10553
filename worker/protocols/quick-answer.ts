/**
 * What comes by the thousand is answered without the chain of all calls: a check that is well formed, by
 * who may ask it. An allow from what the isolate holds is answered at once, the rest when it is decided.
 * Whatever is out of the ordinary goes the way of all calls, with what was found out of it until then:
 * so no mistake is explained here, and nothing is asked or counted twice.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import type * as api from '../../shared/api.ts';
import { type ClientAddress, parseClientAddress } from '../../shared/client-address.ts';
import { MAX_BODY_KIB } from '../../shared/limits.ts';
import type { AccountAsker, Asker, RelayAsker, Verified } from '../deciding/asker.ts';
import type { DecisionPoint } from '../deciding/decision-point.ts';
import { findBearerToken } from '../management/bearer-auth.ts';
import { COMMON_HEADERS, REQUEST_ID } from '../platform/answer-headers.ts';
import { CheckCall } from '../platform/check-call.ts';
import type { Configuration } from '../platform/env.ts';
import { logError } from '../platform/log.ts';

/** A way to ask, as its handler reads it in full. */
export interface QuickCall {
  /** Where Authorization may be another's. */
  readonly findToken?: (headers: Headers) => string | undefined;
  readonly relaysOnly?: true;
  /** As the protocol says of whoever is asked about. */
  readonly passwordWasRight?: true;
  /** Undefined where there is anything out of the ordinary. */
  read(asked: Asked, asker: RelayAsker | AccountAsker): Question | undefined;
}

export interface Asked {
  readonly headers: Headers;
  /** What follows the question mark. */
  readonly query: string;
  /** Undefined when it is not JSON. */
  readonly body: unknown;
}

export interface Question {
  readonly account: string;
  readonly address: string;
  /** What is said when it is allowed. */
  allow(decision: api.Decision): Answer;
  /** What is said when it is refused; without it, all but an allow at once goes the way of all calls. */
  refuse?(decision: api.Decision, configuration: Configuration): Answer;
}

export interface Answer {
  readonly kind: AnswerKind;
  readonly body: string | null;
  /** Beside those of its kind. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What answers of a kind have in common, made once: headers made for each would take as long as the check. */
export class AnswerKind {
  readonly #common: { readonly status: number; readonly headers: Headers };

  constructor(headers: Readonly<Record<string, string>>, status = 200) {
    this.#common = { status, headers: new Headers({ ...headers, ...COMMON_HEADERS }) };
  }

  /** The answer has a copy of the headers; an id, where the log says something of it. */
  respond({ body, headers: own }: Answer, requestId?: string): Response {
    const response = new Response(body, this.#common);
    for (const name in own) response.headers.set(name, own[name] ?? '');
    if (requestId !== undefined) response.headers.set(REQUEST_ID, requestId);
    return response;
  }
}

const JSON_KIND = new AnswerKind({ 'Content-Type': 'application/json' });

export function answerWithJson(value: object): Answer {
  return { kind: JSON_KIND, body: JSON.stringify(value) };
}

/** The way of all calls, for a request that has not been read; and who asks, where that is known. */
export type GoOn = (request: Request, verified?: Verified) => Response | Promise<Response>;

export class QuickAnswers {
  readonly #calls: ReadonlyMap<string, QuickCall>;

  /** By method and path. */
  constructor(calls: Readonly<Record<string, QuickCall>>) {
    this.#calls = new Map(Object.entries(calls));
  }

  answer(
    request: Request,
    decisionPoint: DecisionPoint,
    context: ExecutionContext,
    goOn: GoOn,
  ): Response | Promise<Response> {
    const { method, url, headers } = request;
    const pathAt = url.indexOf('/', url.indexOf('//') + 2);
    const queryAt = url.indexOf('?', pathAt);
    const path = url.slice(pathAt, queryAt < 0 ? undefined : queryAt);
    const call = this.#calls.get(`${method} ${path}`);
    // A page reads headers that a program does not.
    if (!call || headers.has('origin')) return goOn(request);
    const query = queryAt < 0 ? '' : url.slice(queryAt + 1);
    const asking: Asking = {
      call,
      headers,
      query,
      body: undefined,
      text: undefined,
      request,
      decisionPoint,
      context,
      goOn,
    };
    return method === 'GET' ? answerAsked(asking) : answerWithBody(asking);
  }
}

interface Asking extends Asked {
  body: unknown;
  /** What was read of the request. */
  text: string | undefined;
  readonly request: Request;
  readonly call: QuickCall;
  readonly decisionPoint: DecisionPoint;
  readonly context: ExecutionContext;
  readonly goOn: GoOn;
}

async function answerWithBody(asking: Asking): Promise<Response> {
  const { headers, request, goOn } = asking;
  const length = headers.get('content-length');
  if (length === null || Number(length) > MAX_BODY_KIB * 1024) return goOn(request);
  asking.text = await request.text();
  asking.body = findJson(asking.text);
  return answerAsked(asking);
}

function findJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A failure here is no answer: the way of all calls has one for it, in each protocol. */
function answerAsked(asking: Asking): Response | Promise<Response> {
  try {
    const answer = answerToken(asking);
    return answer instanceof Promise ? answer.catch((error) => goOnAfter(asking, error)) : answer;
  } catch (error) {
    return goOnAfter(asking, error);
  }
}

function goOnAfter(asking: Asking, error: unknown): Response | Promise<Response> {
  logError('quick-answer-failed', { error: String(error) });
  return goOnWith(asking);
}

function goOnWith(
  { goOn, request, text }: Asking,
  verified?: Verified,
): Response | Promise<Response> {
  return goOn(text === undefined ? request : new Request(request, { body: text }), verified);
}

function answerToken(asking: Asking): Response | Promise<Response> {
  const { call, headers, context, decisionPoint } = asking;
  const { findToken = findBearerToken } = call;
  const check = new CheckCall(context, call.passwordWasRight);
  const asker = decisionPoint.verify(findToken(headers), check);
  return asker instanceof Promise
    ? asker.then((verified) => answerVerified(asking, verified, check))
    : answerVerified(asking, asker, check);
}

function answerVerified(
  asking: Asking,
  asker: Asker,
  check: CheckCall,
): Response | Promise<Response> {
  return asker.kind === 'relay' || asker.kind === 'account'
    ? answerAsker(asking, asker, check)
    : goOnWith(asking, { asker, call: check });
}

function answerAsker(
  asking: Asking,
  asker: RelayAsker | AccountAsker,
  check: CheckCall,
): Response | Promise<Response> {
  const { call, decisionPoint } = asking;
  const question = call.relaysOnly && asker.kind !== 'relay' ? undefined : call.read(asking, asker);
  if (!question) return goOnWith(asking, { asker, call: check });
  const account = parseAccountId(question.account);
  const address = parseClientAddress(question.address);
  if (!account.ok || !address.ok) return goOnWith(asking, { asker, call: check });
  const held = decisionPoint.allowHeld(asker, account.value, address.value, check);
  return held
    ? respond(question.allow(held))
    : decideAndAnswer(asking, question, { asker, call: check }, account.value, address.value);
}

async function decideAndAnswer(
  asking: Asking,
  question: Question,
  verified: Verified & { readonly asker: RelayAsker | AccountAsker },
  account: string,
  address: ClientAddress,
): Promise<Response> {
  // Without a word for it, a refusal goes the way of all calls, and is not to be counted twice.
  if (!question.refuse) return goOnWith(asking, verified);
  const { decisionPoint } = asking;
  const { asker, call } = verified;
  const decision = await decisionPoint.decide(asker, account, address, call);
  if (decision === 'forbidden') return goOnWith(asking, verified);
  if (decision.verdict === 'allow') return respond(question.allow(decision));
  const requestId = crypto.randomUUID();
  decisionPoint.refusals.log(requestId, decision);
  return respond(question.refuse(decision, decisionPoint.configuration), requestId);
}

function respond(answer: Answer, requestId?: string): Response {
  return answer.kind.respond(answer, requestId);
}
