/**
 * One request of a mail server or a proxy. The Worker's own protocols read the question and write the answer. In between
 * there is only the deciding, so nothing of the request goes any further but the login, the address, and whether the
 * password was right.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from '../../../shared/problem.ts';
import type { VerifiedAsker } from '../../../worker/deciding/asker.ts';
import { problemOfError } from '../../../worker/platform/problem-document.ts';
import type { RequestHeaders } from '../../../worker/platform/request-headers.ts';
import { problemKindAnswer } from '../../../worker/protocols/answer-kind.ts';
import { forwardAuth } from '../../../worker/protocols/forward-auth.ts';
import type {
  AnswerContext,
  CheckOutcome,
  Protocol,
  RequestBody,
  RequestLine,
} from '../../../worker/protocols/protocol.ts';
import { PROTOCOLS, ProtocolTable } from '../../../worker/protocols/protocol-table.ts';
import { NO_BODY, takesBody } from '../../../worker/protocols/read-body.ts';
import { readQuestion } from '../../../worker/protocols/read-question.ts';
import { requestLineOf } from '../../../worker/protocols/request-line.ts';
import { authenticationProblem } from '../../../worker/tokens/failed-authentications.ts';
import { findBearerToken, findSendgateToken } from '../../../worker/tokens/header-token.ts';
import { findTokenText } from '../../../worker/tokens/token-text.ts';
import type { AgentQuestion, Answered, Ask } from '../../deciding/answer.ts';
import { describeAnswer, type ListenerLog } from '../describe-answer.ts';
import { BodyReader } from './body-reader.ts';
import { writeAnswer } from './http-answer.ts';
import { NodeHeaders } from './node-headers.ts';

const TABLE = new ProtocolTable(PROTOCOLS);
const BODIES = new BodyReader();
const NO_ROOM = problem('unavailable', 'Too many long bodies came at once: try again.');

/** What the agent says of itself, for who has the token. */
export interface HttpPage {
  readonly type: string;
  readonly text: string;
}

export interface HttpParts {
  readonly ask: Ask;
  readonly log: ListenerLog;
  /** Decides whether this is the relay token, or the secret in its place. It compares in constant time. */
  readonly accepts: (token: string) => boolean;
  /**
   * The header in which a proxy states the address of its client, as the relay token was issued: null if without one,
   * undefined as long as nobody knows.
   */
  readonly clientAddressHeader: () => string | null | undefined;
  /** The text for a client that Dovecot refuses, as the deployment has it. */
  readonly dovecotRefusalMessage: () => string | undefined;
  /** Pages by their paths. */
  readonly pages: Readonly<Record<string, () => HttpPage>>;
}

/** Answers a request. It is done at once if memory alone allows. Else the promise says when. It never rejects. */
export function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  parts: HttpParts,
): Promise<void> | undefined {
  const { method = '', url = '' } = request;
  const headers = new NodeHeaders(request.headers);
  const line = requestLineOf(method, url, pathAt(url), headers);
  const protocol = TABLE.find(line);
  if (!protocol) return answerOther(line, response, parts);
  const check = new HttpCheck(protocol, line, response, parts);
  return check.answer(request);
}

/** A proxy may send the whole URL. */
function pathAt(url: string): number {
  if (url.startsWith('/')) return 0;
  const at = url.indexOf('/', url.indexOf('//') + 2);
  return at < 0 ? url.length : at;
}

class HttpCheck implements AnswerContext {
  readonly #protocol: Protocol<unknown>;
  readonly #line: RequestLine;
  readonly #response: ServerResponse;
  readonly #parts: HttpParts;
  #requestId: string | undefined;

  constructor(
    protocol: Protocol<unknown>,
    line: RequestLine,
    response: ServerResponse,
    parts: HttpParts,
  ) {
    this.#protocol = protocol;
    this.#line = line;
    this.#response = response;
    this.#parts = parts;
  }

  get requestId(): string {
    this.#requestId ??= randomUUID();
    return this.#requestId;
  }

  get configuration(): AnswerContext['configuration'] {
    const dovecotRefusalMessage = this.#parts.dovecotRefusalMessage();
    return dovecotRefusalMessage === undefined ? undefined : { dovecotRefusalMessage };
  }

  answer(request: IncomingMessage): Promise<void> | undefined {
    try {
      // Nothing is kept of a request without a token.
      if (!isAccepted(this.#protocol, this.#line.headers, this.#parts.accepts))
        return this.#turnAway();
      if (takesBody(this.#protocol, this.#line)) return this.#answerWithBody(request);
      const late = this.#answerTo(NO_BODY);
      return late?.catch((error) => this.#fail(error));
    } catch (error) {
      return this.#fail(error);
    }
  }

  async #answerWithBody(request: IncomingMessage): Promise<void> {
    const body = await BODIES.read(request);
    if (body === 'gone') return;
    if (body === 'no-room') return this.#respond({ kind: 'failed', problem: NO_ROOM });
    try {
      await this.#answerTo(body);
    } catch (error) {
      this.#fail(error);
    }
  }

  #answerTo(body: RequestBody): Promise<void> | undefined {
    const asked = readQuestion(this.#protocol, this.#line, body, this.#asker());
    if (asked.kind === 'bad-request') return this.#refuse(asked);
    if (asked.kind === 'no-question') return this.#respond(asked);
    if (asked.kind === 'unavailable')
      return this.#respond({ kind: 'unavailable', decision: undefined });
    const { login, address, detail } = asked;
    const passwordWasRight = this.#protocol.passwordWasRight?.(this.#line, body) ?? false;
    const question = { login, address, passwordWasRight };
    const answered = this.#parts.ask(question);
    return answered instanceof Promise
      ? answered.then((late) => this.#conclude(question, late, detail))
      : this.#conclude(question, answered, detail);
  }

  /** A proxy's question can't be read before it is known in which header it states the address. */
  #asker(): VerifiedAsker {
    const header = this.#parts.clientAddressHeader();
    return header === undefined && this.#protocol.name === forwardAuth.name
      ? { kind: 'unverifiable', wasGood: true, objectId: undefined }
      : { kind: 'relay', tokenId: '', clientAddressHeader: header ?? undefined };
  }

  #conclude({ login, address }: AgentQuestion, answered: Answered, detail: unknown): undefined {
    const said = describeAnswer(answered);
    if (said) this.#log(said.event, { account: login, address: address.text, why: said.why });
    return this.#respond(outcomeOf(answered, detail));
  }

  /** Anybody can ask without a token. An event of its own leaves the lines of refused checks their room in the log. */
  #turnAway(): undefined {
    this.#log('turned-away', { why: 'bad-token' });
    return this.#respond({ kind: 'bad-token', problem: authenticationProblem(false) });
  }

  #refuse(outcome: CheckOutcome<unknown> & { readonly kind: 'bad-request' }): undefined {
    this.#log('refused', { why: outcome.reason });
    return this.#respond(outcome);
  }

  #fail(error: unknown): undefined {
    this.#log('failed', { error: String(error) });
    return this.#respond({ kind: 'failed', problem: problemOfError(error) });
  }

  #log(event: string, facts: Readonly<Record<string, string>>): void {
    const { requestId } = this;
    this.#parts.log(event, { protocol: this.#protocol.name, requestId, ...facts });
  }

  #respond(outcome: CheckOutcome<unknown>): undefined {
    const answer = this.#protocol.answer(outcome, this);
    if (!this.#response.headersSent) writeAnswer(this.#response, answer, this.#requestId);
  }
}

function outcomeOf(answered: Answered, detail: unknown): CheckOutcome<unknown> {
  switch (answered.kind) {
    case 'allowed':
      return { ...answered, kind: 'allowed', detail };
    case 'refused':
    case 'unavailable':
    case 'bad-token':
    case 'rate-limited':
      return answered as CheckOutcome<unknown>;
    case 'bad-question':
      return { kind: 'bad-request', reason: 'bad-request', problem: answered.problem };
  }
}

/**
 * Decides whether the request has the token. Where the client's own Authorization may stand beside it, two texts that
 * could both be meant are refused, as the Worker does.
 */
function isAccepted(
  { findToken }: Protocol<unknown>,
  headers: RequestHeaders,
  accepts: HttpParts['accepts'],
): boolean {
  const bearer = findBearerToken(headers);
  if (findToken === undefined) return bearer !== undefined && accepts(bearer);
  const presented = new Set([findSendgateToken(headers), bearer]);
  const meant = [...presented].filter(
    (text) => text !== undefined && (findTokenText(text) !== undefined || accepts(text)),
  );
  const [token] = meant;
  return token !== undefined && meant.length === 1 && accepts(token);
}

/** Answers what is no check. */
function answerOther(line: RequestLine, response: ServerResponse, parts: HttpParts): undefined {
  const { method, path, headers } = line;
  const requestId = randomUUID();
  const refuse = (refused: ReturnType<typeof problem>) =>
    writeAnswer(response, problemKindAnswer(refused, requestId), requestId);
  const bearer = findBearerToken(headers);
  if (bearer === undefined || !parts.accepts(bearer)) {
    parts.log('turned-away', { protocol: 'other', requestId, why: 'bad-token' });
    return void refuse(authenticationProblem(false));
  }
  const isRead = method === 'GET' || method === 'HEAD';
  const page = isRead && Object.hasOwn(parts.pages, path) ? parts.pages[path] : undefined;
  if (!page) return void refuse(problem('not-found', notHere(line)));
  try {
    writePage(response, page());
  } catch (error) {
    parts.log('failed', { protocol: 'other', requestId, error: String(error) });
    refuse(problemOfError(error));
  }
}

function writePage(response: ServerResponse, { type, text }: HttpPage): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

function notHere({ method, path }: RequestLine): string {
  return `The agent has no ${method} ${path}: it answers checks alone. Ask Sendgate itself for the rest.`;
}
