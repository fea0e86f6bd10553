/** Answers problems of the front itself, in the Worker's form. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { PROBLEMS } from '../shared/problem.ts';

const OWN_PROBLEMS = {
  'invalid-request': { status: 400, detail: 'The Host header and the target make no URL.' },
  'too-large': { status: 413, detail: 'The body is longer than any request may be.' },
  internal: { status: 502, detail: 'The Worker’s runtime did not answer.' },
} as const;

/** Answers with a problem, unless an answer has already begun. */
export function answerProblem(response: ServerResponse, code: keyof typeof OWN_PROBLEMS): void {
  if (response.headersSent || response.destroyed) return;
  const { status, detail } = OWN_PROBLEMS[code];
  const body = {
    type: `urn:sendgate:problem:${code}`,
    title: PROBLEMS[code].title,
    status,
    code,
    detail,
    requestId: randomUUID(),
    errors: [],
  };
  const type = 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
}
