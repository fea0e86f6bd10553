/**
 * A protocol is one value. A new one keeps every promise, and no other line of the Worker changes.
 */
import { problem } from '../../../shared/problem.ts';
import { fieldsOf } from '../../../worker/platform/fields.ts';
import { AnswerKind } from '../../../worker/protocols/answer-kind.ts';
import { badRequest } from '../../../worker/protocols/bad-request.ts';
import type { Protocol } from '../../../worker/protocols/protocol.ts';
import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';
import { describePromises } from './describe-promises.ts';
import { latin1, type WayToAsk } from './way-to-ask.ts';

const TEXT = new AnswerKind({ 'Content-Type': 'text/plain' });
const answer = (body: string) => ({ kind: TEXT, body });

/** Asks with `{"who", "where"}`, and gets one word as the answer. */
const added: Protocol = {
  name: 'added',
  path: '/v1/added',
  takesBody: true,
  callers: 'relays',
  operations: { post: { summary: 'Whether an address may send, in a word' } },
  read(_line, body) {
    const { who, where } = fieldsOf(body.kind === 'json' ? body.value : undefined);
    return typeof who === 'string' && typeof where === 'string'
      ? { kind: 'question', account: who, address: where, detail: undefined }
      : badRequest('bad-request', problem('invalid-request', 'Give who and where.'));
  },
  answer(outcome) {
    switch (outcome.kind) {
      case 'allowed':
      case 'no-question':
        return answer('yes');
      case 'refused':
        return answer('no');
      case 'unavailable':
      case 'bad-token':
      case 'rate-limited':
      case 'bad-request':
      case 'failed':
        return answer('later');
    }
  },
};

const way: WayToAsk = {
  name: 'POST /v1/added',
  protocol: 'added',
  words: { allow: 'yes', deny: 'no', unavailable: 'later' },
  question: ({ account, address }) => ({
    request: 'POST /v1/added',
    body: { who: account, where: address },
  }),
  notUtf8: (where) => ({
    request: 'POST /v1/added',
    body: latin1({ who: 'b\u00fcro@example.com', where }),
  }),
  word({ status, body }) {
    if (status !== 200) throw new Error(`a status that is not of the protocol: ${status}`);
    return String(body);
  },
};

describePromises(way, [...PROTOCOLS, added]);
