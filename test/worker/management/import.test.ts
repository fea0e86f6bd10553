import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const entry = (value: string, terms: object = {}) => ({ format: 'address', value, ...terms });

describe('POST …/allowlist/import', () => {
  it('adds entries of every format in one revision, and checks follow', async () => {
    const account = await TestAccount.create(worker);
    const entries = [
      entry('198.51.100.7', { remark: 'Mail server' }),
      { format: 'segment', value: '203.0.113.9/24', expiresAt: '2199-01-01T00:00:00Z' },
      { format: 'range', value: '192.0.2.1-192.0.2.9' },
    ];
    const answer = await account.call('POST', '/allowlist/import', { body: { entries } });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ mode: 'enforce', revision: 2, count: 3, removed: [] });
    expect(answer.body.added).toMatchObject([
      { value: '198.51.100.7', remark: 'Mail server', expiresAt: null },
      { value: '203.0.113.0/24', remark: '', expiresAt: '2199-01-01T00:00:00.000Z' },
      { value: '192.0.2.1-192.0.2.9' },
    ]);
    const codes = answer.body.warnings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['allowlist-on', 'host-bits-dropped']));
    expect((await account.check('192.0.2.5')).verdict).toBe('allow');
    expect((await account.check('192.0.2.10')).verdict).toBe('deny');
  });

  it('is in the history as what it added', async () => {
    const account = await TestAccount.create(worker);
    const { body } = await account.call('POST', '/allowlist/import', {
      body: { entries: [entry('198.51.100.7'), entry('198.51.100.8')] },
    });
    const history = await account.call<api.HistoryPage>('GET', '/history?limit=1');
    expect(history.body.events).toMatchObject([{ action: 'entries-added', added: body.added }]);
  });

  it('is done once with one Idempotency-Key, and refused on a changed list with If-Match', async () => {
    const account = await TestAccount.create(worker);
    const body = { entries: [entry('198.51.100.7')] };
    const headers = { 'Idempotency-Key': 'import-1' };
    const first = await account.call('POST', '/allowlist/import', { body, headers });
    const again = await account.call('POST', '/allowlist/import', { body, headers });
    expect([again.status, again.body]).toEqual([201, first.body]);
    const late = await account.call('POST', '/allowlist/import', {
      body: { entries: [entry('198.51.100.8')] },
      headers: { 'If-Match': '"1"' },
    });
    expectProblem(late, 'revision-changed');
    expect((await account.list()).count).toBe(1);
  });
});

describe('a bad import is refused and changes nothing', () => {
  let account: TestAccount;
  let before: api.Allowlist;
  beforeAll(async () => {
    account = await TestAccount.create(worker, { limit: 3 });
    await account.add('198.51.100.7');
    before = await account.list();
  });

  // biome-ignore format: a table
  it.each<[string, unknown, string]>([
    ['no entries', { entries: [] }, '/entries'],
    ['no entries, and a mode of a list that has some', { entries: [], mode: 'observe' }, '/entries'],
    ['entries in a list that is off', { entries: [entry('192.0.2.1')], mode: 'off' }, '/mode'],
    ['entries that are no array', { entries: entry('192.0.2.1') }, '/entries'],
    ['an entry that is a text', { entries: ['192.0.2.1'] }, '/entries/0'],
    ['an entry without a format', { entries: [{ value: '192.0.2.1' }] }, '/entries/0/format'],
    ['an entry of no known format', { entries: [entry('192.0.2.1', { format: 'cidr' })] }, '/entries/0/format'],
    ['an entry with a field of its own', { entries: [entry('192.0.2.1', { owner: 'x' })] }, '/entries/0/owner'],
    ['a remark of 201 characters', { entries: [entry('192.0.2.1', { remark: 'x'.repeat(201) })] }, '/entries/0/remark'],
    ['an expiry that is no time', { entries: [entry('192.0.2.1', { expiresAt: 'tomorrow' })] }, '/entries/0/expiresAt'],
  ])('%s', async (_what, body, pointer) => {
    const answer = await account.call('POST', '/allowlist/import', { body });
    expectFieldProblem(answer, 'invalid-request', pointer);
    expect(await account.list()).toEqual(before);
  });

  // biome-ignore format: a table
  it.each<[string, object[], string]>([
    ['a value that is no address', [entry('192.0.2.1'), entry('192.0.2.01')], '/entries/1/value'],
    ['a whole family in halves', [{ format: 'segment', value: '0.0.0.0/1' }, { format: 'segment', value: '128.0.0.0/1' }], '/entries'],
  ])('%s', async (_what, entries, pointer) => {
    const answer = await account.call('POST', '/allowlist/import', { body: { entries } });
    expectFieldProblem(answer, 'invalid-value', pointer);
    expect(await account.list()).toEqual(before);
  });

  it('a duplicate, and more than there is room for', async () => {
    const twice = await account.call('POST', '/allowlist/import', {
      body: { entries: [entry('192.0.2.1'), entry('198.51.100.7')] },
    });
    expectFieldProblem(twice, 'duplicate-entry', '/entries/1/value');
    const many = [1, 2, 3].map((last) => entry(`192.0.2.${last}`));
    const full = await account.call('POST', '/allowlist/import', { body: { entries: many } });
    expect(expectProblem(full, 'limit-reached')).toMatchObject({ limit: 3, room: 2 });
    expect(await account.list()).toEqual(before);
  });
});
