/**
 * A front between the agents and the Worker. It makes the faults of a step, and notes what of the Worker's comes to
 * the agent.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LoopbackServer } from '../support/loopback-server.ts';
import { httpServer } from '../support/loopback-server.ts';
import type { AccountBook } from './account-book.ts';
import type { Hearing, ToldPage } from './heard.ts';
import type { Said } from './oracle.ts';

export type Fault =
  | 'well'
  | 'gone'
  /** Every second call fails. */
  | 'flapping'
  /** The next call gets no answer in time, and those after it no connection. */
  | 'slow'
  | '503'
  | 'nonsense'
  /** The Worker says that it can't read the account. */
  | 'unread-deny'
  | 'unread-allow';
export type FeedFault =
  | Exclude<Fault, 'slow' | 'unread-deny' | 'unread-allow'>
  | 'lies'
  | 'unreadable';

export interface Faults {
  readonly check: Fault;
  readonly feed: FeedFault;
}
export const WELL: Faults = { check: 'well', feed: 'well' };

/** An agent, as the front knows it. */
export interface Asker {
  readonly book: AccountBook;
  readonly hearings: readonly Hearing[];
  /** It asks for the page after this cursor. */
  asksFeed(after: string | undefined): void;
  said: Said;
  /** Notes that an answer is on its way. The agent may have given up. */
  answers(): void;
  asked: number;
  /** The Worker refused the token, or gives it no copies. */
  dropped(): void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag?: string | undefined;
}

export type CallWorker = (request: {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}) => Promise<Answer>;

/** What proxies, portals and broken lines answer. Null breaks off in the middle of an answer. */
const NONSENSE: readonly (Answer | null)[] = [
  { status: 200, body: '<h1>Welcome</h1>' },
  { status: 200, body: '{}' },
  { status: 200, body: '{"full":true,"accounts":[],"lists":[],"more":false}' },
  { status: 401, body: '<h1>Log in</h1>' },
  { status: 403, body: '{"error":"forbidden"}' },
  { status: 204, body: '' },
  null,
];

const AWAY: Answer = { status: 503, body: '<h1>Back soon</h1>' };

export class ModelFront implements AsyncDisposable {
  faults = WELL;
  readonly #askers: Asker[] = [];
  readonly #call: CallWorker;
  #server: LoopbackServer | undefined;
  #calls = 0;
  #hold: { readonly held: () => void; readonly released: Promise<'deliver' | 'fail'> } | undefined;

  private constructor(call: CallWorker) {
    this.#call = call;
  }

  static async open(call: CallWorker): Promise<ModelFront> {
    const front = new ModelFront(call);
    front.#server = await httpServer((request, response) => {
      front.#answer(request, response).catch((error) => response.destroy(error));
    });
    return front;
  }

  /** Returns the address for an agent of its own. */
  urlFor(asker: Asker): URL {
    return new URL(`${this.#askers.push(asker) - 1}/`, this.#server?.url);
  }

  /** Holds the next answer of the feed. */
  holdFeed(): { readonly held: Promise<void>; release(how: 'deliver' | 'fail'): void } {
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<'deliver' | 'fail'>();
    this.#hold = { held: held.resolve, released: released.promise };
    return { held: held.promise, release: released.resolve };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, number = '', ...rest] = (request.url ?? '').split('/');
    const asker = this.#askers[Number(number)];
    if (!asker) throw new Error(`no agent asks for ${request.url}`);
    const body = await text(request);
    const path = `/${rest.join('/')}`;
    if (path.startsWith('/v1/feed')) await this.#answerFeed(asker, path, request, response);
    else await this.#answerCheck(asker, path, request, body, response);
  }

  async #answerCheck(
    asker: Asker,
    path: string,
    request: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    asker.asked++;
    const { check } = this.faults;
    if (check === 'slow') {
      this.faults = { ...this.faults, check: 'gone' };
      return;
    }
    if (check === 'unread-deny' || check === 'unread-allow') {
      const verdict = check === 'unread-deny' ? 'deny' : 'allow';
      asker.said = { kind: 'decision', verdict, reason: 'unavailable', byNobody: true };
      const { account, address } = JSON.parse(body);
      const nobody = { mode: null, decidedBy: null, entry: null, revision: null };
      const decision = { verdict, reason: 'unavailable', account, address, ...nobody };
      return send(response, { status: 200, body: JSON.stringify(decision) });
    }
    if (this.#fails(check, response)) return;
    const answer = await this.#call({ method: 'POST', path, headers: headersOf(request), body });
    if (!response.destroyed) {
      asker.said = saidBy(answer);
      asker.answers();
    }
    send(response, answer);
  }

  async #answerFeed(
    asker: Asker,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const after = new URLSearchParams(path.split('?')[1]).get('after') ?? undefined;
    asker.asksFeed(after);
    const hold = this.#hold;
    this.#hold = undefined;
    const from = asker.book.tick();
    const { feed } = this.faults;
    if (
      hold === undefined &&
      this.#fails(feed === 'lies' || feed === 'unreadable' ? 'well' : feed, response)
    )
      return;
    const answer = await this.#call({ method: 'GET', path, headers: headersOf(request), body: '' });
    const until = asker.book.tick();
    if (hold) {
      hold.held();
      // A connection that only breaks would be tried again.
      if ((await hold.released) === 'fail') return send(response, AWAY);
    }
    const { status } = answer;
    if (status === 304) for (const hearing of asker.hearings) hearing.unchanged();
    if (status === 401 || status === 403) asker.dropped();
    if (status !== 200) return send(response, answer);
    const page = JSON.parse(answer.body);
    if (feed === 'unreadable') {
      const [first] = page.accounts;
      if (first) page.accounts[0] = { account: first.account, unreadable: true };
    }
    if (feed === 'lies') Object.assign(page, { more: true, cursor: after ?? page.cursor });
    for (const hearing of asker.hearings) {
      if (feed === 'lies' && after !== undefined) hearing.lied();
      else hearing.page(toldBy(page, from, until));
    }
    send(response, { ...answer, body: JSON.stringify(page) });
  }

  /** Whether the fault has answered in the Worker's place. */
  #fails(fault: Fault, response: ServerResponse): boolean {
    const number = this.#calls++;
    if (fault === 'gone' || (fault === 'flapping' && number % 2 === 0)) {
      response.destroy();
      return true;
    }
    if (fault === '503') {
      send(response, AWAY);
      return true;
    }
    if (fault !== 'nonsense') return false;
    const nonsense = NONSENSE[number % NONSENSE.length] ?? null;
    if (nonsense) send(response, nonsense);
    else {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' });
      response.write('{"verdict":', () => response.destroy());
    }
    return true;
  }
}

function send(response: ServerResponse, { status, body, etag }: Answer): void {
  const isProblem = status >= 400 && body.startsWith('{"type"');
  const type = `application/${isProblem ? 'problem+' : ''}json`;
  response.writeHead(status, { 'Content-Type': type, ...(etag && { ETag: etag }) });
  response.end(status === 204 || status === 304 ? undefined : body);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const { authorization = '', 'if-none-match': etag } = headers;
  const json = { authorization, 'content-type': 'application/json' };
  return etag === undefined ? json : { ...json, 'if-none-match': etag };
}

function saidBy({ status, body }: Answer): Said {
  if (status === 200) {
    const { verdict, reason, decidedBy = null } = JSON.parse(body);
    return { kind: 'decision', verdict, reason, byNobody: decidedBy === null };
  }
  if (status === 401 || status === 403) return { kind: 'bad-token' };
  if (status === 429) return { kind: 'rate-limited' };
  return status < 500 ? { kind: 'bad-question' } : { kind: 'none' };
}

interface WirePage {
  readonly full: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly at: string;
  readonly deployment: { readonly failMode: 'closed' | 'open' };
  readonly accounts: readonly WireItem[];
  readonly lists: readonly WireItem[];
}

interface WireItem {
  readonly account?: string;
  readonly list?: string;
  readonly deleted?: boolean;
  readonly unreadable?: boolean;
}

function toldBy(page: WirePage, from: number, until: number): ToldPage {
  const { full, more, cursor, at, deployment } = page;
  const items = [...page.accounts, ...page.lists].map(({ account, list, deleted, unreadable }) => {
    const state = unreadable ? 'unreadable' : deleted ? 'deleted' : 'live';
    return { name: account ?? list ?? '', state } as const;
  });
  const { failMode } = deployment;
  return { full, more, cursor, at: Date.parse(at), failMode, from, until, items };
}
