/** Accounts, tokens and the questions about them that `bench/check.ts` asks. */

import { REQUEST_READER_ANSWER } from './bare-workers.ts';
import { httpAnswers, httpQuestion } from './http.ts';
import { Provisioner } from './provision.ts';
import type { Asked } from './server-time.ts';
import type { Workerd } from './workerd.ts';

export const SIZES = [10, 1_000, 10_000] as const;
const CLIENT_HEADER = 'X-Sendgate-Client-Address';
/** In every list; questions are about these, in turn. */
const CLIENTS = Array.from({ length: 10 }, (_, index) => `192.0.2.${11 * (index + 1)}`);
export const STRANGER = '198.51.100.7';
const ALLOWED = httpAnswers(200, '"verdict":"allow"');
const REFUSED = httpAnswers(200, '"verdict":"deny"');

/** So many addresses, half IPv4, half IPv6; no two of them touch. */
function addresses(count: number): string[] {
  const others = Array.from({ length: count - CLIENTS.length }, (_, index) => {
    const [high, low] = [index >> 8, index & 255];
    return index % 2 === 0 ? `10.${high}.${low}.1` : `2001:db8::${(2 * index).toString(16)}`;
  });
  return [...CLIENTS, ...others];
}

export class CheckScene {
  readonly provisioner: Provisioner;
  readonly #port: number;
  #headers: Record<string, string> = {};

  private constructor(port: number) {
    this.#port = port;
    this.provisioner = new Provisioner(port);
  }

  static async set(workerd: Workerd): Promise<CheckScene> {
    const scene = new CheckScene(workerd.ports.sendgate);
    const token = await scene.provisioner.relayToken({ clientAddressHeader: CLIENT_HEADER });
    scene.#headers = { Authorization: `Bearer ${token}` };
    return scene;
  }

  get authorization(): Readonly<Record<string, string>> {
    return this.#headers;
  }

  /** Returns the addresses of its list. */
  async account(account: string, entries: number, settings: object = {}): Promise<string[]> {
    const listed = addresses(entries);
    await this.provisioner.account(account, { limit: Math.max(entries, 10), ...settings });
    await this.provisioner.list(account, 'address', listed);
    return listed;
  }

  /** Allowed checks of the account, asked by a relay. */
  get(name: string, account: string): Asked {
    const questions = CLIENTS.map((client) => checkQuestion(account, client, this.#headers));
    return { name, port: this.#port, questions, protocol: ALLOWED };
  }

  /** One of each account, which may ask about it. */
  tokens(accounts: readonly string[]): Promise<string[]> {
    return Promise.all(accounts.map((account) => this.provisioner.token(account, 'checker')));
  }

  /** Allowed checks of the accounts, one after the other, each asked with a token of its own. */
  getOwn(
    name: string,
    accounts: readonly string[],
    tokens: readonly string[],
    roundMs: number,
  ): Asked {
    const questions = CLIENTS.flatMap((client) =>
      accounts.map((account, index) =>
        checkQuestion(account, client, { Authorization: `Bearer ${tokens[index]}` }),
      ),
    );
    return { name, port: this.#port, questions, protocol: ALLOWED, roundMs };
  }

  refused(name: string, accounts: readonly string[]): Asked {
    const questions = accounts.map((account) => checkQuestion(account, STRANGER, this.#headers));
    return { name, port: this.#port, questions, protocol: REFUSED };
  }

  /** Allowed checks of the account as JSON. */
  post(name: string, account: string): Asked {
    const questions = this.#posts('/v1/check', (address) => ({ account, address }));
    return { name, port: this.#port, questions, protocol: ALLOWED };
  }

  /** What mail servers and proxies ask, each in its own protocol. */
  adapters(account: string): Asked[] {
    const port = this.#port;
    const get = (path: string, headersOf: (client: string) => Record<string, string>) =>
      CLIENTS.map((client) =>
        httpQuestion({ path, headers: { ...this.#headers, ...headersOf(client) } }),
      );
    return [
      {
        name: 'dovecot',
        port,
        protocol: httpAnswers(200, '"status":0'),
        questions: this.#posts('/v1/dovecot?command=allow', (remote) => ({
          login: account,
          remote,
          protocol: 'submission',
          session_id: 'c2Vzc2lvbg',
          tls: true,
        })),
      },
      {
        name: 'nginx-mail',
        port,
        protocol: httpAnswers(200, 'Auth-Status: OK'),
        questions: get('/v1/nginx-mail', (client) => ({
          'Auth-Method': 'plain',
          'Auth-User': account,
          'Auth-Protocol': 'smtp',
          'Client-IP': client,
          'X-Sendgate-Upstream': '127.0.0.1:10025',
        })),
      },
      {
        name: 'stalwart',
        port,
        protocol: httpAnswers(200, '"action":"accept"'),
        questions: this.#posts('/v1/stalwart', (ip) => ({
          context: {
            stage: 'mail',
            client: {
              ip,
              port: 52_342,
              ptr: null,
              helo: 'client.example.com',
              activeConnections: 1,
            },
            sasl: { login: account, method: 'plain' },
            tls: null,
            server: { name: 'mx.example.com', port: 465, ip: '192.0.2.1' },
            protocol: { version: 1 },
          },
          envelope: { from: { address: account } },
        })),
      },
      {
        name: 'forward-auth',
        port,
        protocol: httpAnswers(204),
        questions: get('/v1/forward-auth', (client) => ({
          'X-Sendgate-Account': account,
          [CLIENT_HEADER]: client,
        })),
      },
    ];
  }

  #posts(path: string, bodyOf: (client: string) => object): Buffer[] {
    const headers = { ...this.#headers, 'Content-Type': 'application/json' };
    return CLIENTS.map((client) =>
      httpQuestion({ method: 'POST', path, headers, body: JSON.stringify(bodyOf(client)) }),
    );
  }
}

export function checkQuestion(
  account: string,
  address: string,
  headers: Readonly<Record<string, string>>,
): Buffer {
  const query = new URLSearchParams({ account, address });
  return httpQuestion({ path: `/v1/check?${query}`, headers });
}

/** The Worker that answers "ok" and nothing else. */
export function bare({ ports }: Workerd, roundMs?: number): Asked {
  return answersOk('bare', ports.bare, ['/'], roundMs);
}

/** The one that reads of a question what a check must: it gets the very bytes that the check gets. */
export function requestReader({ ports }: Workerd, { name, questions }: Asked): Asked {
  const protocol = httpAnswers(200, REQUEST_READER_ANSWER);
  return { name: `reader of ${name}`, port: ports.requestReader, questions, protocol };
}

/** The one that reads of KV, before it, what the checks with these tokens read. */
export function reader(
  { ports }: Workerd,
  name: string,
  tokens: readonly string[],
  roundMs: number,
): Asked {
  // An account's token names its object: sga_<object>_<token>_<secret>.
  const paths = tokens.map((token) => `/${token.split('_')[1]}`);
  return answersOk(name, ports.reader, paths, roundMs);
}

/** The one that calls an object before it, of as many as there are names. */
export function caller({ ports }: Workerd, names: readonly string[]): Asked {
  const paths = names.map((name) => `/${encodeURIComponent(name)}`);
  return answersOk('caller', ports.caller, paths);
}

function answersOk(name: string, port: number, paths: readonly string[], roundMs?: number): Asked {
  const questions = paths.map((path) => httpQuestion({ path }));
  return { name, port, questions, protocol: httpAnswers(200, 'ok'), ...(roundMs && { roundMs }) };
}
