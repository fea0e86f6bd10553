import type { Problem } from '../../shared/problem.ts';
import { COMMON_HEADERS } from '../platform/answer-headers.ts';
import { problemAnswer } from '../platform/problem-document.ts';

export interface ProtocolAnswer {
  readonly kind: AnswerKind;
  readonly body: string | null;
  /** Headers of this answer, in addition to those of its kind. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The headers that all answers of a kind share. They are made once, because making them for each answer costs
 * as much as the check.
 */
export class AnswerKind {
  readonly status: number;
  /** The same headers as plain data, for a server that does not answer with a Response. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #common: { readonly status: number; readonly headers: Headers };

  constructor(headers: Readonly<Record<string, string>>, status = 200) {
    this.status = status;
    this.headers = { ...headers, ...COMMON_HEADERS };
    this.#common = { status, headers: new Headers(this.headers) };
  }

  /** Makes a response, with its own copy of the headers. */
  respond(body: string | null, own: ProtocolAnswer['headers']): Response {
    const response = new Response(body, this.#common);
    for (const name in own) response.headers.set(name, own[name] ?? '');
    return response;
  }
}

const JSON_KIND = new AnswerKind({ 'Content-Type': 'application/json' });

export function jsonAnswer(value: object): ProtocolAnswer {
  return { kind: JSON_KIND, body: JSON.stringify(value) };
}

/** Returns the answer for callers that read problems (RFC 9457). */
export function problemKindAnswer(refused: Problem, requestId: string): ProtocolAnswer {
  const { status, headers, body } = problemAnswer(refused, requestId);
  return { kind: new AnswerKind(headers, status), body };
}
