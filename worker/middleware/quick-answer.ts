/**
 * What comes by the thousand, an allowed check, is answered at once from what the isolate holds. Whatever
 * is not plainly that gets no answer here and goes the way of all calls: so nothing is refused here,
 * nothing waited for, and no mistake explained.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import type * as api from '../../shared/api.ts';
import { parseClientAddress } from '../../shared/client-address.ts';
import { MAX_BODY_KIB } from '../../shared/limits.ts';
import type { AccountAsker, RelayAsker } from '../asker.ts';
import { CheckCall } from '../check-call.ts';
import type { DecisionPoint } from '../decision-point.ts';
import { headersOf } from './answer-headers.ts';
import { findBearerToken } from './bearer-auth.ts';

/** A way to ask, as its handler reads it in full. */
export interface QuickCall {
  /** Where Authorization may be another's. */
  readonly findToken?: (headers: Headers) => string | undefined;
  readonly relaysOnly?: true;
  /** As the protocol says of whoever is asked about. */
  readonly passwordWasRight?: true;
  /** Undefined where there is anything out of the ordinary. */
  read(asked: Asked): Question | undefined;
}

export interface Asked {
  readonly asker: RelayAsker | AccountAsker;
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
  allow(decision: api.Decision): Allowed;
}

export interface Allowed {
  readonly status?: number;
  readonly body: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export function allowWithJson(value: object): Allowed {
  return { body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } };
}

type GoOn = (request: Request) => Response | Promise<Response>;

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
    const allow = (body?: unknown) =>
      findAnswer(call, { headers, query, body }, decisionPoint, context);
    return method === 'GET' ? (allow() ?? goOn(request)) : allowWithBody(request, allow, goOn);
  }
}

async function allowWithBody(
  request: Request,
  allow: (body: unknown) => Response | undefined,
  goOn: GoOn,
): Promise<Response> {
  const length = request.headers.get('content-length');
  if (length === null || Number(length) > MAX_BODY_KIB * 1024) return goOn(request);
  const text = await request.text();
  return allow(findJson(text)) ?? goOn(new Request(request, { body: text }));
}

function findJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findAnswer(
  { findToken = findBearerToken, relaysOnly, passwordWasRight, read }: QuickCall,
  asked: Omit<Asked, 'asker'>,
  decisionPoint: DecisionPoint,
  context: ExecutionContext,
): Response | undefined {
  const call = new CheckCall((promise) => context.waitUntil(promise), { passwordWasRight });
  const asker = decisionPoint.verifyHeld(findToken(asked.headers), call);
  if (!asker || (relaysOnly && asker.kind !== 'relay')) return undefined;
  const question = read({ ...asked, asker });
  if (!question) return undefined;
  const account = parseAccountId(question.account);
  const address = parseClientAddress(question.address);
  if (!account.ok || !address.ok) return undefined;
  const decision = decisionPoint.allowHeld(asker, account.value, address.value, call);
  if (!decision) return undefined;
  const { status = 200, body, headers } = question.allow(decision);
  // Response.json, and a Headers made before, take twice as long.
  return new Response(body, { status, headers: { ...headers, ...headersOf(crypto.randomUUID()) } });
}
