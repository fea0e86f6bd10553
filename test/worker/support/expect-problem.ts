import { expect } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { PROBLEMS, type ProblemCode } from '../../../shared/problem.ts';
import type { WorkerAnswer } from './test-worker.ts';

/** Expects what every problem has (RFC 9457). Returns the document for the rest. */
export function expectProblem(
  answer: WorkerAnswer<unknown>,
  code: ProblemCode,
): api.ProblemDocument {
  const { status, title } = PROBLEMS[code];
  const document = answer.body as api.ProblemDocument;
  expect(document, JSON.stringify(document)).toMatchObject({
    type: `urn:sendgate:problem:${code}`,
    title,
    status,
    code,
    detail: expect.stringMatching(/\S/),
    requestId: answer.headers.get('x-request-id'),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(document.requestId).toMatch(/^[0-9a-f-]{36}$/);
  for (const error of document.errors) {
    expect(error.pointer).toMatch(/^(\/.*)?$/);
    expect(error.message).toMatch(/\S/);
  }
  return document;
}

/** Expects a problem that names exactly this field. */
export function expectFieldProblem(
  answer: WorkerAnswer<unknown>,
  code: ProblemCode,
  pointer: string,
): api.ProblemDocument {
  const document = expectProblem(answer, code);
  expect(document.errors.map((error) => error.pointer)).toContain(pointer);
  expect(document.detail).not.toBe('');
  return document;
}
