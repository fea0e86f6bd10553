/** The client accepts an answer only if all of it has the form that its call promises. */
import { describe, expect, it } from 'vitest';
import {
  type ApiClient,
  apiClient,
  readOwnAddress,
} from '../../../extension/endpoint/api-client.ts';
import type { ApiAnswer } from '../../../extension/model/trouble.ts';
import { makeAlert } from '../support/build-alert.ts';
import { buildList, entry } from '../support/build-list.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const TIME = '2030-01-31T08:00:00.000Z';
const NOT_SENDGATE = { ok: false, error: { kind: 'not-sendgate', status: 200 } };

const REF = { tokenId: 't1', name: 'Ada' };
const ENTRY = entry('e1', '203.0.113.7', { expiresAt: TIME, remark: 'Office' });
const TORN = entry('e2', 'no address', { unreadable: true });
const NAMED = { id: 'e1', value: '203.0.113.7', remark: 'Office' };
const COUNTS = { allowed: 1, refused: 2, observed: 0 };
const SENDER = {
  ...COUNTS,
  login: 'desk@example.com',
  address: '203.0.113.7',
  firstSeenAt: TIME,
  lastSeenAt: TIME,
  verdict: 'allow',
  entry: NAMED,
  server: REF,
  passwordWasRight: true,
};
const WARNING = { code: 'wide', message: 'It is wide.' };
const LIST = { mode: 'enforce', revision: 8, count: 1, limit: 10 };
const COUNTED = { ...LIST, expired: 1 };
const ALERT = makeAlert('leaked-password', 1, {
  login: 'desk@example.com',
  address: '192.0.2.1',
  server: REF,
  entry: NAMED,
});
const ACCOUNT = {
  ...COUNTED,
  account: 'sender@example.com',
  consistency: 'default',
  failMode: 'open',
  suspended: false,
  createdAt: TIME,
  lastCheckAt: TIME,
  note: 'Since 2020',
  alerts: 0,
};
const TOKEN = { id: 't1', role: 'manager', name: 'Ada', createdAt: TIME, expiresAt: TIME };
const LISTED_TOKEN = { ...TOKEN, createdBy: REF, lastUsedAt: TIME, expired: false };
const WEBHOOK = {
  id: 'w1',
  url: 'https://hooks.example.com/sendgate',
  form: 'slack',
  name: '',
  kinds: ['leaked-password'],
  createdAt: TIME,
  createdBy: REF,
  oldSecretUntil: TIME,
  stoppedAt: TIME,
  refused: 'Not any more.',
};
const DELIVERY = {
  id: 'd1',
  alertId: 'a1',
  kind: 'test',
  createdAt: TIME,
  state: 'failed',
  attempts: 2,
  lastAttemptAt: TIME,
  nextAttemptAt: TIME,
  status: 500,
  error: 'refused',
};

type Call = (client: ApiClient, endpoint: string) => ApiAnswer<unknown>;

const A = 'sender@example.com';
const ADD = { format: 'address' as const, values: ['203.0.113.7'] };
const CHANGE = {
  ...COUNTED,
  added: [ENTRY],
  updated: [ENTRY],
  removed: [ENTRY, TORN],
  warnings: [WARNING],
};

/** Each call, with an answer that has every part the Worker gives. */
const CALLS: readonly (readonly [name: string, call: Call, answer: object])[] = [
  ['the session', (client) => client.session(), { ...TOKEN, tokenId: 't1', account: A }],
  ['the list', (client) => client.allowlist(A), { ...buildList(ENTRY), expired: 1 }],
  ['the alerts', (client) => client.alerts(A, null), { alerts: [ALERT], cursor: '7' }],
  [
    'the senders',
    (client) => client.senders(A),
    {
      senders: [SENDER],
      entries: [{ id: 'e1', uses: 3, lastUsedAt: TIME }],
      days: [{ ...COUNTS, day: '2030-01-31' }],
    },
  ],
  [
    'the history',
    (client) => client.history(A, null),
    {
      events: [
        {
          revision: 8,
          at: TIME,
          action: 'entries-added',
          by: REF,
          before: {},
          after: {},
          added: [ENTRY],
          updated: [{ before: ENTRY, after: ENTRY }],
          removed: [ENTRY],
        },
      ],
      cursor: '7',
    },
  ],
  [
    'a preview',
    (client) => client.preview(A, { kind: 'disable' }),
    {
      ...LIST,
      warnings: [WARNING],
      senders: 3,
      cutOff: [SENDER],
      letIn: [SENDER],
      observed: [SENDER],
      caller: { address: '203.0.113.7', before: 'allow', after: 'deny' },
    },
  ],
  [
    'a check',
    (client) => client.check(A, '203.0.113.7'),
    {
      verdict: 'allow',
      reason: 'listed',
      mode: 'enforce',
      account: A,
      address: '203.0.113.7',
      entry: NAMED,
      revision: 8,
    },
  ],
  ['a change', (client) => client.change(A, { kind: 'add', body: ADD }), CHANGE],
  ['the webhooks', (client) => client.webhooks(A), { webhooks: [WEBHOOK] }],
  ['a new secret', (client) => client.rotateWebhook(A, 'w1'), { ...WEBHOOK, secret: 'whsec_1' }],
  ['a test of a webhook', (client) => client.testWebhook(A, 'w1'), DELIVERY],
  ['the deliveries', (client) => client.deliveries(A, 'w1'), { deliveries: [DELIVERY] }],
  [
    'the accounts',
    (client) => client.accounts({}, null),
    { accounts: [ACCOUNT], cursor: 'a', total: 1 },
  ],
  ['an account', (client) => client.changeAccount(A, { suspended: true }), ACCOUNT],
  ['the tokens', (client) => client.tokens(A), { tokens: [LISTED_TOKEN] }],
  [
    'a new token',
    (client) => client.issueToken(A, { role: 'viewer', name: 'Ada' }),
    { ...TOKEN, token: 'sga_1' },
  ],
  [
    'the own address',
    (_client, endpoint) => readOwnAddress(endpoint),
    { address: '203.0.113.7', family: 4 },
  ],
];

/** Two parts of the session that describe its token. The client does not look at them. */
const UNUSED = new Set(['the session .id', 'the session .createdAt']);

/**
 * Yields the value with one part of another type, or without that part, together with the place of
 * the part.
 */
function* spoil(value: unknown, at = ''): Generator<readonly [at: string, spoilt: unknown]> {
  if (at !== '') yield [at, typeof value === 'string' ? 7 : 'x'];
  if (Array.isArray(value)) {
    yield [at, null];
    yield [at, [null]];
    for (const [place, spoilt] of spoil(value[0], `${at}[0]`)) yield [place, [spoilt]];
  } else if (value instanceof Object) {
    for (const [name, part] of Object.entries(value)) {
      const { [name]: _, ...others } = value as Record<string, unknown>;
      if (!isOptional(name, part)) yield [`${at}.${name}`, others];
      for (const [place, spoilt] of spoil(part, `${at}.${name}`)) {
        yield [place, { ...others, [name]: spoilt }];
      }
    }
  }
}

/** An older Worker leaves these out, and a note is told only to an operator. */
function isOptional(name: string, part: unknown): boolean {
  if (name === 'refused') return typeof part === 'string';
  if (name === 'total' || name === 'login' || name === 'failMode') return true;
  return name === 'note' || (name === 'expired' && typeof part === 'number');
}

async function answered(call: Call, ...bodies: readonly string[]) {
  let next = 0;
  await using server = await openLoopbackServer((response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(bodies[next++]);
  });
  const client = apiClient({ endpoint: server.url, token: 'a-token-of-the-test' });
  const answers = [];
  for (const _ of bodies) answers.push(await call(client, server.url));
  return answers;
}

describe.each(CALLS)('the answer to %s', (name, call, answer) => {
  it('is taken as it is, with whatever a newer Worker adds to it', async () => {
    const newer = { ...answer, later: { any: 'thing' } };
    expect(await answered(call, JSON.stringify(answer), JSON.stringify(newer))).toEqual([
      { ok: true, value: answer },
      { ok: true, value: newer },
    ]);
  });

  it('is none where a part of it is missing, or of another type', async () => {
    const spoilt = [...spoil(answer)].filter(([at]) => !UNUSED.has(`${name} ${at}`));
    expect(spoilt.length).toBeGreaterThan(3);
    const answers = await answered(call, ...spoilt.map(([, body]) => JSON.stringify(body)));
    const taken = spoilt.filter((_, index) => answers[index]?.ok !== false);
    expect(taken.map(([at]) => at)).toEqual([]);
    expect(answers[0]).toEqual(NOT_SENDGATE);
  });

  it.each(['{}', '[]', '[null]', 'null', '""', ''])('is none where it is %s', async (body) => {
    expect(await answered(call, body)).toEqual([NOT_SENDGATE]);
  });
});

it('an account that the Worker can’t read keeps no other back', async () => {
  const page = { accounts: [ACCOUNT, { account: A, unreadable: true }], cursor: null };
  const call: Call = (client) => client.accounts({}, null);
  expect(await answered(call, JSON.stringify(page))).toEqual([{ ok: true, value: page }]);
});

it('no answer at all is none to whoever asks for something', async () => {
  await using server = await openLoopbackServer((response) => {
    response.writeHead(204);
    response.end();
  });
  const client = apiClient({ endpoint: server.url, token: 'a-token-of-the-test' });
  const nothing = { ok: false, error: { kind: 'not-sendgate', status: 204 } };
  expect(await client.alerts(A, null)).toEqual(nothing);
  expect(await client.allowlist(A)).toEqual(nothing);
  expect(await client.revokeToken(A, 't1')).toMatchObject({ ok: true });
});

it('a refusal without its parts is none of Sendgate’s', async () => {
  const problem = { code: 'forbidden', status: 403, detail: 'No.', requestId: 'r1' };
  const bodies = [
    { ...problem, errors: null },
    { ...problem, errors: [null] },
    { ...problem, errors: [{ pointer: '/values/0' }] },
    { ...problem, detail: null, errors: [] },
  ];
  let next = 0;
  await using server = await openLoopbackServer((response) => {
    response.writeHead(403);
    response.end(JSON.stringify(bodies[next++]));
  });
  const client = apiClient({ endpoint: server.url, token: 'a-token-of-the-test' });
  for (const _ of bodies) {
    expect(await client.session()).toEqual({
      ok: false,
      error: { kind: 'not-sendgate', status: 403 },
    });
  }
});
