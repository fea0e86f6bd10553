/** Many accounts in one call: each line is answered by itself, and may be sent again. */
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { MAX_BATCH_LINES } from '../../../shared/limits.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { failWrites } from '../support/failing-writes.ts';
import { objectsWith } from '../support/faulty-bindings.ts';
import { env, Lines, TestAccount, TestWorker, type WorkerCall } from '../support/test-worker.ts';
import { type Document, findOperation, readDocument } from './documented.ts';
import { mistakesIn, type Schema, withMistake } from './mistakes.ts';

const worker = new TestWorker();
const NDJSON = { 'Content-Type': 'application/x-ndjson' };
let names = 0;

const newName = () => `batch-${++names}@example.com`;
const toLine = (value: unknown) => JSON.stringify(value);

const call = <Body = api.AccountLine[]>(body: unknown, sent: WorkerCall = {}, at = worker) =>
  at.operator<Body>('POST /v1/accounts/batch', { headers: NDJSON, body, ...sent });

async function send(body: unknown, at = worker): Promise<api.AccountLine[]> {
  const answer = await call(body, {}, at);
  expect(answer.status, toLine(answer.body)).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  return answer.body;
}

const statusesOf = (lines: readonly api.AccountLine[]) => lines.map(({ status }) => status);

function problemOf(line: api.AccountLine | undefined): api.ProblemDocument {
  if (!line || !('problem' in line)) throw new Error(`no problem: ${toLine(line)}`);
  expect(line.status).toBe(line.problem.status);
  return line.problem;
}

async function read(account: string) {
  const answer = await worker.operator<api.Account>(
    `GET /v1/accounts/${encodeURIComponent(account)}`,
  );
  return answer.status === 200 ? answer.body : undefined;
}

const historyOf = async (account: string) => {
  const path = `/v1/accounts/${encodeURIComponent(account)}/history`;
  return (await worker.operator<api.HistoryPage>(`GET ${path}`)).body.events;
};

async function namesOfAll(): Promise<string[]> {
  const all = await directoryOf(env).listAccounts('', 100_000);
  return all;
}

describe('POST /v1/accounts/batch', () => {
  it('makes an account for each line, and answers as the account’s own call would', async () => {
    const [one, other, third] = [newName(), newName(), newName()];
    const lines = await send(
      new Lines([
        { account: one },
        { account: other, limit: 20, consistency: 'strict', failMode: 'closed', note: 'Desk' },
        { account: ` ${third.toUpperCase()} ` },
      ]),
    );
    expect(lines).toMatchObject([
      { line: 1, status: 201, account: { account: one, limit: 10, mode: 'off', note: '' } },
      {
        line: 2,
        status: 201,
        account: { account: other, consistency: 'strict', failMode: 'closed' },
      },
      { line: 3, status: 201, account: { account: third } },
    ]);
    for (const line of lines) {
      const { account } = line as Extract<api.AccountLine, { account: object }>;
      const { publishedRevision: _, unpublishedSince: __, ...made } = account;
      expect(await read(account.account)).toMatchObject(made);
    }
    expect(await namesOfAll()).toEqual(expect.arrayContaining([one, other, third]));
  });

  it('answers the same lines with what stands, and changes nothing', async () => {
    const [one, other] = [newName(), newName()];
    const body = new Lines([
      { account: one, limit: 20 },
      { account: other, note: 'Desk' },
    ]);
    expect(statusesOf(await send(body))).toEqual([201, 201]);
    const before = [await historyOf(one), await historyOf(other)];
    const again = await send(body);
    expect(again).toMatchObject([
      { line: 1, status: 200, account: { account: one, limit: 20, revision: 1 } },
      { line: 2, status: 200, account: { account: other, note: 'Desk', revision: 1 } },
    ]);
    expect([await historyOf(one), await historyOf(other)]).toEqual(before);
  });

  it('leaves a setting alone that a line does not give', async () => {
    const { name, path } = await standing({ limit: 30, note: 'Kept' });
    await worker.operator(`PATCH ${path}`, { body: { suspended: true } });
    const [line] = await send(new Lines([{ account: name }]));
    expect(line).toMatchObject({ status: 200, account: { limit: 30, note: 'Kept' } });
    expect(await read(name)).toMatchObject({ suspended: true });
  });

  it('refuses a line that contradicts what stands, and names each setting', async () => {
    const { name } = await standing({ limit: 30, note: 'Kept' });
    const before = await historyOf(name);
    const lines = await send(
      new Lines([
        { account: name, limit: 20, consistency: 'default', note: '' },
        { account: name, consistency: 'strict', failMode: 'open' },
      ]),
    );
    const problem = problemOf(lines[0]);
    expect(problem).toMatchObject({ code: 'account-exists', status: 409 });
    expect(problem.errors).toEqual([
      { pointer: '/limit', value: '20', message: expect.stringContaining('It is 30:') },
      { pointer: '/note', value: '', message: expect.stringContaining('It is Kept:') },
    ]);
    const pointers = problemOf(lines[1]).errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/consistency', '/failMode']);
    expect(await read(name)).toMatchObject({ limit: 30, consistency: 'default', note: 'Kept' });
    expect(await historyOf(name)).toEqual(before);
  });

  it('lets the first of several lines make an account, however the others spell it', async () => {
    const name = newName();
    const lines = await send(
      new Lines([
        { account: name, limit: 20 },
        { account: name.toUpperCase() },
        { account: name, limit: 30 },
        { account: ` ${name}`, limit: 20 },
      ]),
    );
    expect(statusesOf(lines)).toEqual([201, 200, 409, 200]);
    expect(await historyOf(name)).toHaveLength(1);
  });

  it('numbers lines as an editor does, whatever ends them', async () => {
    const [one, other, third] = [newName(), newName(), newName()].map((account) =>
      toLine({ account }),
    );
    const text = `\ufeff\n${one}\r\n  \r\n${other}\n\n{"account":7}\n${third}`;
    const lines = await send(text);
    expect(lines.map(({ line, status }) => [line, status])).toEqual([
      [2, 201],
      [4, 201],
      [6, 400],
      [7, 201],
    ]);
  });

  it('takes the most lines that there may be, and no line more', async () => {
    const many = Array.from({ length: MAX_BATCH_LINES }, () => ({ account: newName() }));
    const lines = await send(new Lines(many));
    expect(lines.map(({ line }) => line)).toEqual(many.map((_, index) => index + 1));
    expect(new Set(statusesOf(lines))).toEqual(new Set([201]));
    const answer = await call<api.ProblemDocument>(new Lines([...many, { account: newName() }]));
    expect(expectProblem(answer, 'invalid-request').detail).toBe(
      'The body has 201 lines; it may have at most 200: send them in parts.',
    );
    expect(await namesOfAll()).not.toContain(`batch-${names}@example.com`);
  });

  it('asks few objects at once, and one account’s lines in turn', async () => {
    let now = 0;
    let most = 0;
    const ACCOUNTS = objectsWith(env.ACCOUNTS, async (go) => {
      most = Math.max(most, ++now);
      try {
        return await go();
      } finally {
        now--;
      }
    });
    const accounts = Array.from({ length: 30 }, () => ({ account: newName() }));
    const at = new TestWorker({ ACCOUNTS });
    expect(new Set(statusesOf(await send(new Lines(accounts), at)))).toEqual(new Set([201]));
    expect(most).toBe(6);
    most = 0;
    const [first] = accounts;
    await send(new Lines([first, first, first, first]), at);
    expect(most).toBe(1);
  });
});

describe('a bad line', () => {
  let document: Document;
  beforeAll(async () => {
    document = await readDocument();
  });

  it('is refused as the account’s own call refuses it, and stops no other', async () => {
    const { schema } = findOperation(document, 'POST /v1/accounts').requestBody?.content[
      'application/json'
    ] ?? { schema: {} };
    const value = { account: newName(), limit: 20, consistency: 'strict', note: 'Desk' };
    const bodies = [
      ...mistakesIn(document, schema as Schema, value).map((mistake) =>
        withMistake(value, mistake),
      ),
      { account: '@exa mple.com' },
      { account: 'a\u0000@example.com' },
    ];
    expect(bodies.length).toBeGreaterThan(15);
    const good = newName();
    const lines = await send(new Lines([...bodies, { account: good }]));
    for (const [index, body] of bodies.entries()) {
      const alone = await worker.operator<api.ProblemDocument>('POST /v1/accounts', { body });
      const { requestId: _, detail, ...wanted } = alone.body;
      expect(alone.status).toBeOneOf([400, 422]);
      expect(problemOf(lines[index]), toLine(body)).toMatchObject({
        ...wanted,
        detail: detail.replace('The body', 'The line'),
      });
    }
    expect(lines.at(-1)).toMatchObject({ status: 201, account: { account: good } });
    expect(await read(value.account)).toBeUndefined();
  });

  it.each([
    ['{"account":"a@example.com",}', '“}” can’t stand at column 28: the line is no JSON.'],
    ['{"account":"a@exam', 'The line is no JSON: it ends too early, at column 19.'],
    ['a@example.com', '“a” can’t stand at column 1: the line is no JSON.'],
    ['"a@example.com"', 'It must be an object.'],
    ['["a@example.com"]', 'It must be an object.'],
    ['7', 'It must be an object.'],
    ['null', 'It must be an object.'],
    ['{}{}', '“{” can’t stand at column 3: the line is no JSON.'],
    ['{"__proto__":{"account":"a@example.com"}}', 'This field is missing: give a text.'],
    [`{"account":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'It must be a text.'],
  ])('is told what is wrong with it: %.60s', async (text, message) => {
    const good = newName();
    const [bad, made] = await send(`${text}\n${toLine({ account: good })}`);
    const problem = problemOf(bad);
    expect(problem.code).toBe('invalid-request');
    expect(problem.errors.map((error) => error.message)).toContain(message);
    expect(made).toMatchObject({ line: 2, status: 201, account: { account: good } });
    expect(await read('a@example.com')).toBeUndefined();
  });

  it('has the request’s id, which the log has, too', async () => {
    const answer = await call(`{"account":"${newName()}"}\n{}`);
    expect(problemOf(answer.body[1]).requestId).toBe(answer.headers.get('x-request-id'));
  });
});

describe('a body that is refused as a whole makes nothing', () => {
  const line = () => toLine({ account: newName() });
  const WANTED = 'a whole JSON object on each line';

  it.each<[string, () => string, string]>([
    ['empty', () => '', WANTED],
    ['blank', () => ' \r\n\n', WANTED],
    ['an array of bodies', () => `[${line()},${line()}]`, 'Line 1: it is no object.'],
    [
      'an array over many lines',
      () => `[\n${line()},\n${line()},\n]`,
      'Line 1: The line is no JSON',
    ],
    ['one object over many lines', () => `{\n"account":\n"${newName()}"\n}`, 'Line 1: The line is'],
    ['logins', () => `\n${newName()}\n${newName()}\n`, 'Line 2: “b” can’t stand at column 1'],
    ['CSV', () => `account,limit\n${newName()},20\n`, 'Line 1: “a” can’t stand at column 1'],
    ['two objects on one line', () => line() + line(), 'Line 1: “{” can’t stand at'],
    ['a form', () => 'account=sender%40example.com', 'Line 1: “a” can’t stand'],
    ['only ends of lines', () => '\n'.repeat(900 * 1024), WANTED],
  ])('%s', async (_what, body, detail) => {
    const before = await namesOfAll();
    const problem = expectProblem(await call(body()), 'invalid-request');
    expect(problem.detail).toContain(detail);
    expect(problem.errors).toEqual([{ pointer: '', message: problem.detail }]);
    expect(await namesOfAll()).toEqual(before);
  });

  it.each([
    ['application/json', 'it came as application/json'],
    ['application/x-www-form-urlencoded', 'it came as application/x-www-form-urlencoded'],
    ['application/x-ndjsonx', 'it came as application/x-ndjsonx'],
    ['', 'it came without a type'],
  ])('sent as %j', async (type, came) => {
    const before = await namesOfAll();
    const answer = await call(line(), { headers: { 'Content-Type': type } });
    const { detail } = expectProblem(answer, 'invalid-request');
    expect(detail).toContain('must be sent with Content-Type: application/x-ndjson');
    expect(detail).toContain(came);
    expect(await namesOfAll()).toEqual(before);
  });

  it('too large, or not UTF-8', async () => {
    const before = await namesOfAll();
    expectProblem(await call(`${line()}\n${' '.repeat(950 * 1024)}`), 'too-large');
    const bytes = new TextEncoder().encode(`${line()}\n${line()}`);
    bytes[bytes.length - 4] = 0xff;
    expectProblem(await call(bytes), 'invalid-request');
    expect(await namesOfAll()).toEqual(before);
  });

  it.each(['application/x-ndjson; charset=utf-8', 'application/ndjson', 'Application/X-NDJSON'])(
    'but not sent as %s',
    async (type) => {
      const answer = await call(line(), { headers: { 'Content-Type': type } });
      expect([answer.status, statusesOf(answer.body)]).toEqual([200, [201]]);
    },
  );
});

describe('what fails half way', () => {
  it('is told of its line alone, and made when the lines are sent again', async () => {
    const accounts = Array.from({ length: 12 }, () => newName());
    const [, failing = ''] = accounts;
    const mend = await failWrites(env.ACCOUNTS.getByName(failing), 'INSERT INTO account');
    const body = new Lines(accounts.map((account) => ({ account })));
    const lines = await send(body);
    expect(statusesOf(lines)).toEqual(accounts.map((account) => (account === failing ? 500 : 201)));
    expect(problemOf(lines[1])).toMatchObject({
      code: 'internal',
      detail: 'The account may have been made or not: send the line again.',
    });
    expect(toLine(lines)).not.toContain('no more rows');
    expect(await read(failing)).toBeUndefined();
    mend();
    const again = await send(body);
    expect(statusesOf(again)).toEqual(accounts.map((account) => (account === failing ? 201 : 200)));
    expect(await read(failing)).toMatchObject({ account: failing });
  });

  it('is told as unavailable where the directory can’t write, and nothing is made', async () => {
    const accounts = [newName(), newName()];
    const body = new Lines(accounts.map((account) => ({ account })));
    const mend = await failWrites(directoryOf(env), 'INSERT INTO accounts');
    const lines = await send(body);
    expect(lines.map((line) => problemOf(line).code)).toEqual(['unavailable', 'unavailable']);
    for (const account of accounts) expect(await read(account)).toBeUndefined();
    mend();
    expect(statusesOf(await send(body))).toEqual([201, 201]);
  });

  it('stands as well where the answers of the objects were lost', async () => {
    const accounts = Array.from({ length: 4 }, () => newName());
    const lost = objectsWith(env.ACCOUNTS, async (go) => {
      await go();
      throw Object.assign(new Error('of the platform'), { retryable: true });
    });
    const body = new Lines(accounts.map((account) => ({ account, limit: 20 })));
    const lines = await send(body, new TestWorker({ ACCOUNTS: lost }));
    expect(statusesOf(lines)).toEqual([503, 503, 503, 503]);
    expect(statusesOf(await send(body))).toEqual([200, 200, 200, 200]);
  });
});

async function standing(settings: object) {
  const account = await TestAccount.create(worker, settings);
  return { name: account.name, path: account.path() };
}
