import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
let account: TestAccount;
let before: api.Allowlist;

beforeAll(async () => {
  account = await TestAccount.create(worker, { limit: 10_000 });
  await account.add('198.51.100.7');
  before = await account.list();
});

function add(body: unknown) {
  return account.call('POST', '/allowlist/entries', { body });
}

const nest = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const adding = (values: unknown) => ({ format: 'address', values });
const ADDRESS = '198.51.100.8';

describe('a bad value in an add request is refused and changes nothing', () => {
  // biome-ignore format: a table
  it.each<[string, unknown, string]>([
    ['10,001 values', adding(Array.from({ length: 10_001 }, () => ADDRESS)), '/values'],
    ['no values', adding([]), '/values'],
    ['values that are no array', adding(ADDRESS), '/values'],
    ['values that are an object', adding({ 0: ADDRESS, length: 1 }), '/values'],
    ['a value that is null', adding([ADDRESS, null]), '/values/1'],
    ['a value that is an array', adding([[ADDRESS]]), '/values/0'],
    ['a value that is a number', adding([3_325_256_712]), '/values/0'],
    ['a value of 201 characters', adding(['1'.repeat(201)]), '/values/0'],
    ['a format that is none', { format: 'cidr', values: [ADDRESS] }, '/format'],
    ['a format of another case', { format: 'Address', values: [ADDRESS] }, '/format'],
    ['a format that is null', { format: null, values: [ADDRESS] }, '/format'],
    ['no format', { values: [ADDRESS] }, '/format'],
    ['a remark that is an object', { ...adding([ADDRESS]), remark: { text: 'x' } }, '/remark'],
    ['a remark with a control character', { ...adding([ADDRESS]), remark: 'a\u0000b' }, '/remark'],
    ['a remark with a C1 control', { ...adding([ADDRESS]), remark: 'a\u0090b' }, '/remark'],
    ['a remark of two lines', { ...adding([ADDRESS]), remark: 'a\r\nb' }, '/remark'],
    ['a remark with a lone surrogate', { ...adding([ADDRESS]), remark: 'a\ud800' }, '/remark'],
    ['a remark of 201 characters', { ...adding([ADDRESS]), remark: 'x'.repeat(201) }, '/remark'],
    ['a field in another case', { ...adding([ADDRESS]), Remark: 'x' }, '/Remark'],
    ['a field of an entry', { ...adding([ADDRESS]), createdBy: {} }, '/createdBy'],
    ['a deep value', `{"format":"address","values":[${nest(440_000)}]}`, '/values/0'],
    ['a deep remark', `{"format":"address","values":["${ADDRESS}"],"remark":${nest(440_000)}}`, '/remark'],
    ['a huge number', `{"format":"address","values":["${ADDRESS}"],"expiresInSeconds":1e400}`, '/expiresInSeconds'],
    ['a long number', `{"format":"address","values":["${ADDRESS}"],"expiresInSeconds":${'9'.repeat(5000)}}`, '/expiresInSeconds'],
  ])('%s', async (_what, body, pointer) => {
    const problem = expectFieldProblem(await add(body), 'invalid-request', pointer);
    expect(problem.detail).toContain(pointer);
    expect(JSON.stringify(problem).length).toBeLessThan(60_000);
    expect(await account.list()).toEqual(before);
  });

  it('more wrong values than an answer can name', async () => {
    for (const body of [
      adding(Array.from({ length: 10_000 }, () => 7)),
      `{"format":"address","values":[${'0,'.repeat(400_000)}0]}`,
    ]) {
      const problem = expectProblem(await add(body), 'invalid-request');
      expect(problem.errors.length).toBeLessThanOrEqual(100);
    }
    expect(await account.list()).toEqual(before);
  });

  // biome-ignore format: a table
  it.each([
    '', ' ', '203.0.113.07', '0x7f.0.0.1', '1.2.3', '3221225985', '256.0.0.1', 'fe80::1%eth0', '203.0.113.7:25',
    '[2001:db8::7]', ' 203.0.113.7', '203.0.113.7 ', '203.0.113. 7', '203.0.113.7\u0000', '203.0.113.7\n',
    '２０３.0.113.7', '203。0。113。7', '2001:db8:::7', '2001:db8::1::7', '2001:db8::12345',
    'localhost', '-1.0.0.0', '203.0.113.*', '203.0.113.0/24', '203.0.113.1-203.0.113.9', '__proto__',
  ])('%j, which is no address', async (value) => {
    const problem = expectFieldProblem(await add(adding([value])), 'invalid-value', '/values/0');
    expect(problem.errors).toEqual([
      { pointer: '/values/0', value, message: expect.stringContaining('An address looks like') },
    ]);
    expect(await account.list()).toEqual(before);
  });

  it('a lone surrogate, shown as what it is not', async () => {
    const problem = expectFieldProblem(
      await add(adding(['203.0.113.7\ud800'])),
      'invalid-value',
      '/values/0',
    );
    expect(problem.errors[0]?.message).toContain('U+D800');
    expect(await account.list()).toEqual(before);
  });

  it('each of many bad values is named', async () => {
    const values = Array.from({ length: 250 }, (_, n) => `198.51.100.${n + 256}`);
    const problem = expectProblem(await add(adding(values)), 'invalid-value');
    expect(problem.detail).toContain('250 of 250');
    expect(problem.errors.map(({ value }) => value)).toEqual(values);
  });
});

describe('a bad value in a path or a check is refused', () => {
  it.each([
    ['an address', { address: '203.0.113.07' }, 'invalid-value', '/address'],
    ['an address that is a segment', { address: '203.0.113.0/24' }, 'invalid-value', '/address'],
    ['an address that is null', { address: null }, 'invalid-request', '/address'],
    ['an account', { account: 'a\u0000b' }, 'invalid-value', '/account'],
    ['an account that is a number', { account: 7 }, 'invalid-request', '/account'],
    ['a field', { addr: '203.0.113.7' }, 'invalid-request', '/addr'],
  ] as const)('%s', async (_what, wrong, code, pointer) => {
    const body = { account: account.name, ...wrong };
    expectFieldProblem(
      await worker.call('POST /v1/check', { token: account.manager, body }),
      code,
      pointer,
    );
    const batch = { checks: [{ account: account.name }, body] };
    expectFieldProblem(
      await worker.call('POST /v1/check/batch', { token: account.manager, body: batch }),
      code,
      `/checks/1${pointer}`,
    );
  });

  it('a batch of none, and one of 101', async () => {
    const check = { account: account.name, address: '198.51.100.7' };
    for (const checks of [[], Array.from({ length: 101 }, () => check)]) {
      const call = { token: account.manager, body: { checks } };
      const answer = await worker.call('POST /v1/check/batch', call);
      expectFieldProblem(answer, 'invalid-request', '/checks');
    }
  });
});
