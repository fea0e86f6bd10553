/** Lets a request through only if its path, query and body are all UTF-8 and its body is not too long. */
import { createMiddleware } from 'hono/factory';
import { MAX_BODY_KIB } from '../../shared/limits.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { readText } from '../platform/read-text.ts';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './problem-response.ts';

export const strictRequest = createMiddleware<AppEnv>(async function strictRequest(c, next) {
  const { raw } = c.req;
  const { pathname, search } = new URL(raw.url);
  expectUtf8(pathname, '/path', 'path');
  expectUtf8(search.replaceAll('+', ' '), '/query', 'query');
  // A body has no meaning in a GET or a HEAD (RFC 9110, 9.3.1), so it is not read. It may be an empty one.
  if (raw.body !== null && raw.method !== 'GET' && raw.method !== 'HEAD') {
    const read = await readText(raw, raw.headers);
    if (read.kind !== 'text') throw new ProblemError(UNREADABLE[read.kind]);
    // The body is read once here, and the validators get this text.
    c.req.raw = new Request(raw, { body: read.text });
  }
  await next();
});

const UNREADABLE = {
  'too-large': problem('too-large', `A body has at most ${MAX_BODY_KIB} KiB.`),
  'not-utf8': notUtf8('', 'The body must be UTF-8; it holds bytes that are not.'),
};

function expectUtf8(encoded: string, pointer: string, part: 'path' | 'query'): void {
  try {
    decodeURIComponent(encoded);
  } catch {
    const message = `The ${part} must be percent-encoded UTF-8.`;
    throw new ProblemError(notUtf8(pointer, message));
  }
}

function notUtf8(pointer: string, message: string): Problem {
  return problem('invalid-request', message, [{ pointer, message }]);
}
