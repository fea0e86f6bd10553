/** The agent by HTTP: the token, each answer of the deciding in each protocol, and what never goes any further. */
import { describe, expect, it } from 'vitest';
import type { Answered } from '../../../agent/deciding/answer.ts';
import { Decider } from '../../../agent/deciding/decider.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { problem } from '../../../shared/problem.ts';
import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';
import { ADDRESS, LISTED, LOGIN, NOT_LISTED } from '../support/decisions.ts';
import { HeldCopies } from '../support/held-copies.ts';
import { answerText, rawServer } from '../support/loopback-server.ts';
import { entryOf, replicaOf } from '../support/replicas.ts';
import { BEARER, listen, SECRET } from './describe-http.ts';
import { exchange, type RawAnswer, type RequestTerms, requestBytes } from './raw-http.ts';
import { ADDRESS_HEADER, ASKS } from './requests.ts';

const ALLOWED: Answered = { kind: 'allowed', decision: LISTED };
const REFUSED: Answered = { kind: 'refused', decision: NOT_LISTED };
const RELAY = `sgr_${'0'.repeat(16)}_${'A'.repeat(43)}`;

const questionOf = (name: string): RequestTerms => {
  const ask = ASKS[name];
  if (!ask) throw new Error(name);
  return ask(LOGIN, ADDRESS);
};

/** What the program that asks does with the answer, and the words of it. */
function wordOf(name: string, { status, headers, body }: RawAnswer): string {
  switch (name) {
    case 'nginx-mail':
      return `${headers.has('auth-server')} ${headers.get('auth-error-code') ?? 'OK'}`;
    case 'stalwart': {
      const { action, response } = JSON.parse(body);
      return `${action} ${response?.status ?? ''}`.trim();
    }
    case 'dovecot':
      return `${JSON.parse(body).status} ${JSON.parse(body).msg}`.trim();
    case 'forward-auth':
      return String(status);
    default: {
      const { verdict, code } = JSON.parse(body);
      return `${status} ${verdict ?? code}`;
    }
  }
}

const ANSWERS: Readonly<Record<string, Answered>> = {
  allowed: ALLOWED,
  refused: REFUSED,
  unavailable: { kind: 'unavailable', decision: { ...NOT_LISTED, reason: 'unavailable' } },
  'bad-token': { kind: 'bad-token', problem: problem('unauthorized', 'revoked') },
  'rate-limited': { kind: 'rate-limited', problem: problem('rate-limited', 'too many') },
  'bad-question': { kind: 'bad-question', problem: problem('invalid-value', 'no such login') },
};
const NOT_HERE = '-1 Not from here';
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'check, POST': {
    allowed: '200 allow',
    refused: '200 deny',
    unavailable: '200 deny',
    'bad-token': '401 unauthorized',
    'rate-limited': '429 rate-limited',
    'bad-question': '422 invalid-value',
  },
  dovecot: {
    allowed: '0',
    refused: NOT_HERE,
    unavailable: NOT_HERE,
    'bad-token': NOT_HERE,
    'rate-limited': NOT_HERE,
    'bad-question': NOT_HERE,
  },
  'nginx-mail': {
    allowed: 'true OK',
    refused: 'false 535 5.7.8',
    unavailable: 'false 454 4.7.0',
    'bad-token': 'false 454 4.7.0',
    'rate-limited': 'false 454 4.7.0',
    'bad-question': 'false 535 5.7.8',
  },
  stalwart: {
    allowed: 'accept',
    refused: 'reject 550',
    unavailable: 'reject 451',
    'bad-token': 'reject 451',
    'rate-limited': 'reject 451',
    'bad-question': 'reject 451',
  },
  'forward-auth': {
    allowed: '204',
    refused: '403',
    unavailable: '503',
    'bad-token': '403',
    'rate-limited': '403',
    'bad-question': '403',
  },
};

it('every protocol of the Worker is asked here', () => {
  const asked = Object.keys(ASKS).map((name) => name.split(',')[0]);
  expect(new Set(asked)).toEqual(new Set(PROTOCOLS.map(({ name }) => name)));
  expect(Object.keys(WORDS).map((name) => name.split(',')[0])).toEqual([...new Set(asked)]);
});

describe('each answer of the deciding, at once and late', () => {
  const rows = Object.entries(WORDS).flatMap(([name, words]) =>
    Object.entries(words).map(([kind, word]) => [name, kind, word] as const),
  );
  it.each(rows)('%s, %s: %s', async (name, kind, word) => {
    const answered = ANSWERS[kind];
    if (!answered) throw new Error(kind);
    for (const ask of [() => answered, async () => answered]) {
      await using agent = await listen(ask);
      expect(wordOf(name, await agent.ask(questionOf(name)))).toBe(word);
      expect(agent.questions).toEqual([
        expect.objectContaining({ login: LOGIN, passwordWasRight: /dovecot|stalwart/.test(name) }),
      ]);
      expect(agent.log).toHaveLength(kind === 'allowed' ? 0 : 1);
    }
  });

  it.each(Object.keys(WORDS))('%s: a fault of the agent’s own lets nobody in', async (name) => {
    const faults = [
      () => {
        throw new Error('a fault');
      },
      () => Promise.reject(new Error('a fault')),
    ];
    for (const ask of faults) {
      await using agent = await listen(ask);
      const word = wordOf(name, await agent.ask(questionOf(name)));
      expect(['500 internal', '-1', 'false 454 4.7.0', 'reject 451', '503']).toContain(word);
      expect(agent.log).toEqual([expect.stringMatching(/^failed .*a fault/)]);
    }
  });
});

describe('the token', () => {
  it('without it nobody is answered, asked about, or told a page', async () => {
    const pages = { '/status': () => ({ type: 'text/plain', text: 'all of it' }) };
    await using agent = await listen(() => ALLOWED, { pages });
    const others = [[], [['Authorization', `Bearer ${SECRET}x`]], [['Authorization', SECRET]]];
    const terms = [...Object.keys(WORDS).map(questionOf), { path: '/status' }, { path: '/' }];
    for (const headers of others as [string, string][][])
      for (const asked of terms) {
        const bytes = requestBytes({ ...asked, headers: [...headers, ...(asked.headers ?? [])] });
        const { status, headers: said, body } = await exchange(agent.target, bytes);
        expect(said.has('auth-server')).toBe(false);
        expect(body).not.toMatch(/accept"|"status":0|allow"|all of it/);
        expect(status).not.toBe(204);
      }
    expect(agent.questions).toEqual([]);
    expect(agent.log.join('\n')).not.toContain(SECRET);
  });

  it('a proxy may give the secret in a header of its own, beside its client’s Authorization', async () => {
    await using agent = await listen(() => ALLOWED);
    const { headers = [], ...proxy } = questionOf('forward-auth');
    const own = ['X-Sendgate-Token', SECRET] as const;
    const ask = async (...given: (readonly [string, string])[]) => {
      const bytes = requestBytes({ ...proxy, headers: [...given, ...headers] });
      return (await exchange(agent.target, bytes)).status;
    };
    expect(await ask(own)).toBe(204);
    expect(await ask(own, ['Authorization', 'Bearer token-of-the-client'])).toBe(204);
    expect(await ask(own, BEARER)).toBe(204);
    // One of the two would be the client's.
    expect(await ask(own, ['Authorization', `Bearer ${RELAY}`])).toBe(403);
    expect(await ask(['X-Sendgate-Token', RELAY], BEARER)).toBe(403);
    expect(await ask(['X-Sendgate-Token', RELAY])).toBe(403);
  });
});

describe('a proxy', () => {
  it('is not answered before the header of its client’s address is known, and never without one', async () => {
    const known: { header: string | null | undefined } = { header: undefined };
    await using agent = await listen(() => ALLOWED, { clientAddressHeader: () => known.header });
    const status = async () => (await agent.ask(questionOf('forward-auth'))).status;
    expect(await status()).toBe(503);
    known.header = null;
    expect(await status()).toBe(403);
    known.header = ADDRESS_HEADER;
    expect(await status()).toBe(204);
  });

  it('no header of Cloudflare’s makes the address of another one’s list the client’s', async () => {
    await using agent = await listen(() => ALLOWED, {
      clientAddressHeader: () => 'x-forwarded-for',
    });
    const ask = (forwarded: string) =>
      agent.ask({
        path: '/v1/forward-auth',
        headers: [
          ['X-Sendgate-Account', LOGIN],
          ['CF-Connecting-IP', '198.51.100.9'],
          ['X-Forwarded-For', forwarded],
        ],
      });
    // The client has sent the first address and CF-Connecting-IP, and the proxy has added its client's.
    expect((await ask(`${ADDRESS}, 198.51.100.9`)).status).toBe(403);
    expect((await ask('198.51.100.9')).status).toBe(204);
    expect(agent.questions.map(({ address }) => address.text)).toEqual(['198.51.100.9']);
  });
});

it('pages are for who has the token, by GET and HEAD; the agent has nothing else', async () => {
  const pages = { '/status': () => ({ type: 'text/plain', text: 'all of it' }) };
  await using agent = await listen(() => ALLOWED, { pages });
  const { status, headers, body } = await agent.ask({ path: '/status?x' });
  expect([status, headers.get('content-type'), body]).toEqual([200, 'text/plain', 'all of it']);
  expect(await agent.ask({ method: 'HEAD', path: '/status' })).toMatchObject({ body: '' });
  const others = ['POST /status', 'GET /constructor', 'GET /v1/session', 'DELETE /v1/check'];
  for (const other of [...others, 'POST /v1/check/batch', 'GET /send/api/x', 'OPTIONS *']) {
    const [method = '', path = ''] = other.split(' ');
    const answer = await agent.ask({ method, path });
    expect([other, answer.status]).toEqual([other, 404]);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not-found' });
  }
  expect(agent.questions).toEqual([]);
});

it('a marked password is nowhere: not at the Worker, not in the log, not in an answer', async () => {
  const MARK = 'marked-password';
  await using made = new AsyncDisposableStack();
  const sent: string[] = [];
  const texts = [answerText(200, JSON.stringify(NOT_LISTED)), answerText(503, '')];
  const worker = made.use(
    await rawServer((socket, request) => {
      sent.push(request);
      socket.write(texts[sent.length % texts.length] ?? '');
    }),
  );
  const client = new WorkerClient({ url: new URL(worker.url), token: RELAY });
  made.defer(() => client.close());
  const copies = new HeldCopies();
  const [freshMs, maxStaleMs] = [30_000, 3_600_000];
  const check = client.check.bind(client);
  const decider = new Decider({ copies, check, observe: () => {}, freshMs, maxStaleMs });
  const agent = made.use(await listen(decider.ask));
  const names = ['Auth-Pass', 'Auth-Salt', 'Cookie', 'User-Agent', 'X-Password', 'Referer'];
  const marked = names.map((name): [string, string] => [name, MARK]);
  const fields = { pwhash: MARK, policy_reject: MARK, password: MARK, fail_type: MARK, [MARK]: 1 };
  const withMarks = (terms: RequestTerms): RequestTerms[] => {
    const headers = [...(terms.headers ?? []), ...marked];
    if (typeof terms.body !== 'string') return [{ ...terms, headers }];
    const body = JSON.stringify({ ...JSON.parse(terms.body), ...fields });
    const broken = `${terms.body.slice(0, -1)},"password":${MARK}`;
    return [body, broken].map((text) => ({ ...terms, headers, body: text }));
  };
  for (const entry of [[], [entryOf(ADDRESS)]]) {
    copies.hold(replicaOf({ account: LOGIN }, entry));
    for (const name of Object.keys(WORDS))
      for (const terms of withMarks(questionOf(name))) await agent.ask(terms);
    await agent.ask({ path: `/v1/check?account=${LOGIN}&password=${MARK}&address=${ADDRESS}` });
    await agent.ask({ path: `/v1/nginx-mail?password=${MARK}`, headers: marked });
    await agent.ask({ path: `/${MARK}`, headers: marked });
  }
  expect(sent.length).toBeGreaterThan(3);
  const body = JSON.stringify({ account: LOGIN, address: ADDRESS });
  for (const request of sent) expect(request.slice(request.indexOf('{'))).toBe(body);
  expect(sent.join('\n')).not.toContain(MARK);
  expect(sent.join('\n')).not.toContain(SECRET);
  expect(agent.log.length).toBeGreaterThan(5);
  expect(agent.log.join('\n')).not.toContain(MARK);
});
