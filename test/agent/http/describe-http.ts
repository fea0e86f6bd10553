/** An HTTP listener of the agent for a test, with all that it logs. */
import { timingSafeEqual } from 'node:crypto';
import type { AgentQuestion, Ask } from '../../../agent/deciding/answer.ts';
import type { HttpParts } from '../../../agent/protocols/http/http-check.ts';
import { type HttpTimes, openHttpServer } from '../../../agent/protocols/http/http-server.ts';
import type { ListenAddress } from '../../../agent/settings/listen-address.ts';
import {
  exchange,
  type RawAnswer,
  type RequestTerms,
  requestBytes,
  type Target,
} from './raw-http.ts';
import { ADDRESS_HEADER } from './requests.ts';

export const SECRET = 'a secret of this machine'.replaceAll(' ', '-');
export const BEARER = ['Authorization', `Bearer ${SECRET}`] as const;

export interface TestListener extends AsyncDisposable {
  readonly target: Target;
  readonly log: string[];
  readonly questions: AgentQuestion[];
  /** Asks with the secret. */
  ask(terms: RequestTerms): Promise<RawAnswer>;
  close(graceMs: number): Promise<void>;
}

export async function listen(
  ask: Ask,
  options: Partial<HttpParts> & {
    readonly listen?: ListenAddress;
    readonly maxConnections?: number;
    readonly times?: HttpTimes;
  } = {},
): Promise<TestListener> {
  const log: string[] = [];
  const questions: AgentQuestion[] = [];
  const server = await openHttpServer({
    listen: { host: '127.0.0.1', port: 0 },
    maxConnections: 1000,
    log: (event, facts) => log.push(`${event} ${JSON.stringify(facts)}`),
    accepts: (token) =>
      token.length === SECRET.length && timingSafeEqual(Buffer.from(token), Buffer.from(SECRET)),
    clientAddressHeader: () => ADDRESS_HEADER,
    dovecotRefusalMessage: () => 'Not from here',
    pages: {},
    ...options,
    ask(question) {
      questions.push(question);
      return ask(question);
    },
  });
  const { address } = server;
  const target = address.startsWith('unix:')
    ? address.slice('unix:'.length)
    : Number(address.split(':').at(-1));
  return {
    target,
    log,
    questions,
    ask: (terms) =>
      exchange(target, requestBytes({ ...terms, headers: [BEARER, ...(terms.headers ?? [])] })),
    close: (graceMs) => server.close(graceMs),
    [Symbol.asyncDispose]: () => server.close(0),
  };
}
