/** The accounts and tokens of `bench/check.ts`, and its questions about them. */

import { setTimeout } from 'node:timers/promises';
import { REQUEST_READER_ANSWER } from './bare-workers.ts';
import { httpAnswers, httpQuestion } from './http.ts';
import { Provisioner } from './provision.ts';
import type { Asked } from './server-time.ts';
import type { Workerd } from './workerd.ts';

export const SIZES = [10, 1_000, 10_000] as const;
const REPORT_POLL_MS = 500;
const CLIENT_HEADER = 'X-Sendgate-Client-Address';
/** The addresses that every list has. Questions ask about them in turn. */
const CLIENTS = Array.from({ length: 10 }, (_, index) => `192.0.2.${11 * (index + 1)}`);
export const STRANGER = '198.51.100.7';
const ALLOWED = httpAnswers(200, '"verdict":"allow"');
const REFUSED = httpAnswers(200, '"verdict":"deny"');

/** Returns `count` addresses, half of them IPv4 and half IPv6. No two of them are neighbours. */
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

  /** Makes an account. Returns the addresses of its list. */
  async account(account: string, entries: number, settings: object = {}): Promise<string[]> {
    const listed = addresses(entries);
    await this.provisioner.account(account, { limit: Math.max(entries, 10), ...settings });
    await this.provisioner.list(account, 'address', listed);
    return listed;
  }

  /** Makes an account of 10 entries that includes lists. Returns addresses that only the last list has. */
  async includingAccount(account: string, lists: number, entries: number): Promise<string[]> {
    await this.account(account, CLIENTS.length);
    let listed: string[] = [];
    for (let list = 1; list <= lists; list++) {
      const name = `list-${list}`;
      listed = Array.from(
        { length: entries },
        (_, index) => `10.${list}.${index >> 7}.${2 * (index & 127)}`,
      );
      await this.provisioner.sharedList(name, listed, { limit: entries });
      await this.provisioner.call('PUT', `${accountPath(account)}/lists/${name}`);
    }
    return listed.slice(0, CLIENTS.length);
  }

  /**
   * Makes a list, and accounts that include it and whose recent senders only the list lets in. Returns the ids of
   * the list's entries.
   */
  async previewedList(list: string, accounts: number, senders: number): Promise<string[]> {
    const listed = Array.from({ length: senders }, (_, index) => `10.9.0.${2 * index + 1}`);
    await this.provisioner.sharedList(list, listed);
    for (let index = 0; index < accounts; index++) {
      const account = `${list}-${index}@example.com`;
      await this.provisioner.account(account);
      await this.provisioner.call('PUT', `${accountPath(account)}/lists/${list}`);
      for (const address of listed) await this.#check(account, address);
    }
    for (let index = 0; index < accounts; index++)
      await this.#awaitSenders(`${list}-${index}@example.com`, senders);
    const { entries } = await this.provisioner.call<{ entries: { id: string }[] }>(
      'GET',
      `/v1/lists/${list}/allowlist`,
    );
    return entries.map(({ id }) => id);
  }

  /** An isolate reports senders within ten seconds. */
  async #awaitSenders(account: string, senders: number): Promise<void> {
    for (;;) {
      const path = `${accountPath(account)}/senders`;
      const seen = await this.provisioner.call<{ senders: unknown[] }>('GET', path);
      if (seen.senders.length === senders) return;
      await setTimeout(REPORT_POLL_MS);
    }
  }

  async #check(account: string, address: string): Promise<void> {
    const query = new URLSearchParams({ account, address });
    const url = `http://127.0.0.1:${this.#port}/v1/check?${query}`;
    const answer = await fetch(url, { headers: this.#headers });
    if (!(await answer.text()).includes('"verdict":"allow"'))
      throw new Error(`${address} is refused for ${account}`);
  }

  /** Returns allowed checks of the account. A relay asks them. */
  get(name: string, account: string, clients: readonly string[] = CLIENTS): Asked {
    const questions = clients.map((client) => checkQuestion(account, client, this.#headers));
    return { name, port: this.#port, questions, protocol: ALLOWED };
  }

  /** Issues a token for each account, which may ask about that account. */
  tokens(accounts: readonly string[]): Promise<string[]> {
    return Promise.all(accounts.map((account) => this.provisioner.token(account, 'checker')));
  }

  /** Returns allowed checks of the accounts in turn. Each is asked with a token of its own account. */
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

  /** Returns allowed checks of the account as JSON. */
  post(name: string, account: string): Asked {
    const questions = this.#posts('/v1/check', (address) => ({ account, address }));
    return { name, port: this.#port, questions, protocol: ALLOWED };
  }

  /** Returns the questions of mail servers and proxies, each in its own protocol. */
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

function accountPath(account: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}`;
}

export function checkQuestion(
  account: string,
  address: string,
  headers: Readonly<Record<string, string>>,
): Buffer {
  const query = new URLSearchParams({ account, address });
  return httpQuestion({ path: `/v1/check?${query}`, headers });
}

/** Asks the Worker that only answers "ok". */
export function bare({ ports }: Workerd, roundMs?: number): Asked {
  return answersOk('bare', ports.bare, ['/'], roundMs);
}

/**
 * Asks the Worker that reads the parts of a question that a check must read. It gets exactly the same bytes as
 * the check.
 */
export function requestReader({ ports }: Workerd, { name, questions }: Asked): Asked {
  const protocol = httpAnswers(200, REQUEST_READER_ANSWER);
  return { name: `reader of ${name}`, port: ports.requestReader, questions, protocol };
}

/** Asks the Worker that reads from KV the same values as the checks with these tokens. */
export function reader(
  { ports }: Workerd,
  name: string,
  tokens: readonly string[],
  roundMs: number,
): Asked {
  // The token of an account names its object: sga_<object>_<token>_<secret>.
  const paths = tokens.map((token) => `/${token.split('_')[1]}`);
  return answersOk(name, ports.reader, paths, roundMs);
}

/** Asks the Worker that calls objects with these names. */
export function caller({ ports }: Workerd, names: readonly string[]): Asked {
  const paths = names.map((name) => `/${encodeURIComponent(name)}`);
  return answersOk('caller', ports.caller, paths);
}

function answersOk(name: string, port: number, paths: readonly string[], roundMs?: number): Asked {
  const questions = paths.map((path) => httpQuestion({ path }));
  return { name, port, questions, protocol: httpAnswers(200, 'ok'), ...(roundMs && { roundMs }) };
}
