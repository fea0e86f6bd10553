/**
 * `/v1/check` answers *may this address send?* The question comes in the query or as JSON, and the answer is
 * the Decision.
 */

import { problem } from '../../shared/problem.ts';
import type { VerifiedAsker } from '../deciding/asker.ts';
import { findFields } from '../platform/fields.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import { describeWrongType, isJsonType } from '../platform/unreadable-body.ts';
import { jsonAnswer, problemKindAnswer } from './answer-kind.ts';
import { badBody, badRequest } from './bad-request.ts';
import { CHECK_OPERATIONS } from './check-operations.ts';
import { readCheckQuestion } from './check-question.ts';
import type { Protocol, Reading, RequestBody } from './protocol.ts';
import { findQueryFields } from './query-fields.ts';

const NO_OBJECT = badBody('bad-request', 'The body must be an object with account and address.');
const BAD_ENCODING = 'The query must be percent-encoded UTF-8.';
const NOT_UTF8 = badRequest(
  'not-utf8',
  problem('invalid-request', BAD_ENCODING, [{ pointer: '/query', message: BAD_ENCODING }]),
);
const NOTHING_READ = problem('unavailable', 'Nothing could be read to decide with: try again.');

export const check: Protocol = {
  name: 'check',
  path: '/v1/check',
  methods: ['GET', 'HEAD', 'POST'],
  takesBody: true,
  callers: 'relays-and-accounts',
  askedByPages: true,
  operations: CHECK_OPERATIONS,

  /** A mail server that asks after the login sends this header. */
  passwordWasRight: ({ headers }) => headers.get('x-sendgate-password-right') === '1',

  read({ method, query, headers }, body, asker) {
    if (method === 'POST') return readJson(body, headers, asker);
    const fields = findQueryFields(query);
    return fields ? readCheckQuestion(fields, 'query', headers, asker) : NOT_UTF8;
  },

  answer(outcome, context) {
    switch (outcome.kind) {
      case 'allowed':
      case 'refused':
        return jsonAnswer(outcome.decision);
      case 'unavailable':
        return outcome.decision
          ? jsonAnswer(outcome.decision)
          : problemKindAnswer(NOTHING_READ, context.requestId);
      case 'no-question':
        return problemKindAnswer(NO_OBJECT.problem, context.requestId);
      case 'bad-token':
      case 'rate-limited':
      case 'bad-request':
      case 'failed':
        return problemKindAnswer(outcome.problem, context.requestId);
    }
  },
};

function readJson(
  body: RequestBody,
  headers: RequestHeaders,
  asker: VerifiedAsker,
): Reading<undefined> {
  const type = headers.get('content-type');
  if (body.kind !== 'json' || !isJsonType(type))
    return badBody('not-json', describeWrongType(type));
  const fields = findFields(body.value);
  return fields ? readCheckQuestion(fields, 'body', headers, asker) : NO_OBJECT;
}
