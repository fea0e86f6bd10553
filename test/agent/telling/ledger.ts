/** Stands in for the Worker: it takes what it is told as the Worker does, or fails as is wanted. */
import { Observations, type ObservedAccount } from '../../../shared/api.ts';
import { MAX_BODY_KIB } from '../../../shared/limits.ts';
import { problem } from '../../../shared/problem.ts';
import { problemAnswer } from '../../../worker/platform/problem-document.ts';
import { httpServer, type LoopbackServer } from '../support/loopback-server.ts';

export type Fault =
  /** Nothing is taken. */
  | 'down'
  | 'bad-token'
  /** All is taken, and the answer is lost. */
  | 'lost-answer'
  /** No answer comes at all. */
  | 'silent'
  /** All is taken, but it says that of these accounts nothing is. */
  | { readonly unrecorded: readonly string[] }
  /** It refuses every call that names this account. */
  | { readonly refuses: string };

export const NOTHING = { allowed: 0, refused: 0, observed: 0 };
type Counts = typeof NOTHING;

export class Ledger implements AsyncDisposable {
  fault: Fault | undefined;
  /** What it was told, call by call. */
  readonly calls: (readonly ObservedAccount[])[] = [];
  readonly #taken = new Map<string, ObservedAccount>();
  #server: LoopbackServer | undefined;

  async open(): Promise<string> {
    this.#server = await httpServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const [status, answer] = this.#hear(Buffer.concat(chunks));
      if (status === 0) response.destroy();
      else if (status > 0) {
        const document = typeof answer === 'string' ? answer : JSON.stringify(answer);
        const type = status === 200 ? 'application/json' : 'application/problem+json';
        response.writeHead(status, { 'content-type': type }).end(document);
      }
    });
    return this.#server.url;
  }

  /** What it has taken, each report once. */
  get taken(): readonly ObservedAccount[] {
    return [...this.#taken.values()];
  }

  /** The number of checks that it has taken, of one account or of all. */
  counts(account?: string): Counts {
    const counts = { ...NOTHING };
    for (const observed of this.taken) {
      if (account !== undefined && observed.account !== account) continue;
      for (const part of [...observed.senders, observed.others])
        for (const outcome of ['allowed', 'refused', 'observed'] as const)
          counts[outcome] += part[outcome];
    }
    return counts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  /** A status of 0 breaks the connection, and one below leaves it open without an answer. */
  #hear(body: Buffer): [status: number, answer?: unknown] {
    if (body.length > MAX_BODY_KIB * 1024) throw new Error('the body is too long');
    const { accounts } = Observations.parse(JSON.parse(body.toString()));
    this.calls.push(accounts);
    const { fault } = this;
    if (fault === 'down') return [502, '<html>'];
    if (fault === 'silent') return [-1];
    if (fault === 'bad-token') return problemOf('unauthorized');
    if (typeof fault === 'object' && 'refuses' in fault)
      if (accounts.some(({ account }) => account === fault.refuses))
        return problemOf('invalid-value');
    for (const observed of accounts)
      this.#taken.set(`${observed.account} ${observed.id}`, observed);
    if (fault === 'lost-answer') return [0];
    const unrecorded = typeof fault === 'object' && 'unrecorded' in fault ? fault.unrecorded : [];
    return [200, { recorded: accounts.length - unrecorded.length, unrecorded }];
  }
}

function problemOf(code: 'unauthorized' | 'invalid-value'): [status: number, answer: unknown] {
  const { status, body } = problemAnswer(problem(code, 'Said.'), 'r1');
  return [status, body];
}
