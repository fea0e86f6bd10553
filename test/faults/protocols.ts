/**
 * Asks the question of a mail server or a host in each way there is. Words the answer as
 * expected.ts does.
 */
import type * as api from '../../shared/api.ts';
import type { AskedLogin, WayToAsk } from '../worker/protocols/way-to-ask.ts';
import { WAYS_TO_ASK, wordOfDecision } from '../worker/protocols/ways-to-ask.ts';
import { newCallerAddress, type TestWorker } from '../worker/support/test-worker.ts';
import type { Protocol } from './expected.ts';

export interface Tokens {
  readonly relay: string;
  /** Returns the token of a sending host of the account. */
  checkerOf(account: string): string;
}

type Ask = (
  worker: TestWorker,
  tokens: Tokens,
  questions: readonly AskedLogin[],
) => Promise<string[]>;

/** Makes one call for each question, all at once, with the relay's token. */
const each =
  (way: WayToAsk): Ask =>
  (worker, { relay: token }, questions) =>
    Promise.all(
      questions.map(async (question) => {
        const { request, ...call } = way.question(question);
        return way.word(await worker.call(request, { token, from: newCallerAddress(), ...call }));
      }),
    );

const askBatch: Ask = async (worker, { relay: token }, checks) => {
  const body = { checks };
  const call = await worker.call<{ decisions: api.Decision[] }>('POST /v1/check/batch', {
    token,
    body,
  });
  return call.body.decisions.map(wordOfDecision);
};

/** A request that is passed on gets a 204, which comes from the upstream. */
const send: Ask = (worker, tokens, questions) =>
  Promise.all(
    questions.map(async ({ account, address }) => {
      const headers = { 'X-Sendgate-Token': tokens.checkerOf(account) };
      const request = `POST /send/${UPSTREAM}/messages`;
      const { status } = await worker.call(request, { from: address, headers });
      return status === 204 ? 'passed on' : String(status);
    }),
  );

export function askingBy(protocol: Protocol): Ask {
  if (protocol === 'POST /v1/check/batch') return askBatch;
  if (protocol === 'POST /send/{upstream}/{path}') return send;
  const way = WAYS_TO_ASK.find(({ name }) => name === protocol);
  if (!way) throw new Error(`there is no way to ask ${protocol}`);
  return each(way);
}

const UPSTREAM = 'api';
export const SEND_UPSTREAMS = JSON.stringify({ [UPSTREAM]: { url: 'https://api.example.com/v3' } });
