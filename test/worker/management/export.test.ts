import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { EXPORT_FORMAT_NAMES } from '../../../shared/exports/export-format-name.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker, type WorkerCall } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const HOUR = 3_600_000;
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

function read(account: TestAccount, format: string, call: WorkerCall = {}) {
  return account.call<string>('GET', `/export?format=${format}`, call);
}

async function listed(): Promise<TestAccount> {
  const account = await TestAccount.create(worker);
  await account.add('198.51.100.6-198.51.100.8');
  await account.call('POST', '/allowlist/entries', {
    body: { format: 'address', values: ['192.0.2.1'], expiresInSeconds: 3600, remark: '=cmd' },
  });
  return account;
}

describe('an export', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8; header=present', "'=cmd"],
    ['json', 'application/json', '"admits": "listed"'],
    ['postfix-cidr', 'text/plain; charset=utf-8', '198.51.100.6/31 DUNNO'],
    ['dovecot-allow-nets', 'text/plain; charset=utf-8', '192.0.2.1/32,198.51.100.6/31'],
    ['nginx-allow', 'text/plain; charset=utf-8', 'allow 198.51.100.6/31;'],
    ['exim-hostlist', 'text/plain; charset=utf-8', '\n198.51.100.6/31\n'],
    ['aws-iam', 'application/json', '"aws:SourceIp"'],
    ['tencent-cam', 'application/json', '"qcs:ip"'],
  ])('as %s is %s', async (format, type, part) => {
    const answer = await read(await listed(), format);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
    const { body } = answer;
    expect(typeof body === 'string' ? body : JSON.stringify(body, null, 2)).toContain(part);
  });

  it('knows every format there is', async () => {
    const account = await listed();
    for (const format of EXPORT_FORMAT_NAMES) {
      expect((await read(account, format)).status, format).toBe(200);
    }
  });

  it('shows a change at once, and the suspension', async () => {
    const account = await listed();
    await account.add('2001:db8::/48');
    expect((await read(account, 'nginx-allow')).body).toContain('allow 2001:db8::/48;');
    await worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    const { body } = await read(account, 'nginx-allow');
    expect(body).toContain('deny all;');
    expect(body).not.toContain('allow ');
  });

  it.each([
    ['no format', ''],
    ['an unknown format', '?format=iptables'],
    ['a format in another case', '?format=CSV'],
    ['two formats', '?format=csv&format=json'],
  ])('of %s is refused', async (_what, query) => {
    const account = await TestAccount.create(worker);
    const answer = await account.call('GET', `/export${query}`);
    expectFieldProblem(answer, 'invalid-request', '/query/format');
  });

  it('of an account that a passwd-file can’t name is refused in that format alone', async () => {
    const account = 'a:b@example.com';
    await worker.operator('POST /v1/accounts', { body: { account } });
    const path = `GET /v1/accounts/${encodeURIComponent(account)}/export?format=`;
    const refused = await worker.operator(`${path}dovecot-allow-nets`);
    expectFieldProblem(refused, 'invalid-value', '/path/account');
    expect((await worker.operator(`${path}exim-hostlist`)).status).toBe(200);
  });

  it('of a list with too many segments is refused', async () => {
    const account = await TestAccount.create(worker, { limit: 10_000 });
    const values = Array.from({ length: 700 }, (_, index) => {
      const block = `2001:db8:${index.toString(16)}`;
      return `${block}::1-${block}:ffff:ffff:ffff:ffff:fffe`;
    });
    await account.add(...values);
    expectProblem(await read(account, 'nginx-allow'), 'limit-reached');
    expect((await read(account, 'csv')).status).toBe(200);
  });
});

describe('If-None-Match with an export’s ETag', () => {
  async function etagOf(account: TestAccount, format: string): Promise<string> {
    return (await read(account, format)).headers.get('etag') ?? '';
  }
  const ask = (account: TestAccount, format: string, tag: string) =>
    read(account, format, { headers: { 'If-None-Match': tag } });

  it.each(EXPORT_FORMAT_NAMES)(
    'of %s is answered 304 without a body, until it changes',
    async (format) => {
      const account = await listed();
      const etag = await etagOf(account, format);
      const same = await ask(account, format, etag);
      expect(same).toMatchObject({ status: 304, body: '' });
      expect(same.headers.get('etag')).toBe(etag);
      await account.add('198.51.100.99');
      const changed = await ask(account, format, etag);
      expect(changed.status).toBe(200);
      expect(changed.headers.get('etag')).not.toBe(etag);
    },
  );

  it.each(EXPORT_FORMAT_NAMES)(
    'R13: of %s is out of date the moment an entry expires',
    async (format) => {
      const account = await listed();
      const etag = await etagOf(account, format);
      vi.setSystemTime(NOW + HOUR - 1);
      expect((await ask(account, format, etag)).status).toBe(304);
      vi.setSystemTime(NOW + HOUR);
      const { status, headers } = await ask(account, format, etag);
      expect(status).toBe(200);
      expect(headers.get('etag')).not.toBe(etag);
      expect((await account.list()).revision).toBe(3);
    },
  );

  it('is out of date when the account is suspended, disabled or observed', async () => {
    const account = await listed();
    const seen = new Set([await etagOf(account, 'exim-hostlist')]);
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    seen.add(await etagOf(account, 'exim-hostlist'));
    await worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    seen.add(await etagOf(account, 'exim-hostlist'));
    await worker.operator(`PATCH ${account.path()}`, { body: { suspended: false } });
    await account.call('DELETE', '/allowlist');
    seen.add(await etagOf(account, 'exim-hostlist'));
    expect(seen.size).toBe(4);
  });

  it('is found in a list, weakened or as a star; another is not', async () => {
    const account = await listed();
    const etag = await etagOf(account, 'csv');
    for (const tag of [`W/${etag}`, `"x", ${etag}`, `${etag},"y"`, '*', ' * ']) {
      expect((await ask(account, 'csv', tag)).status, tag).toBe(304);
    }
    for (const tag of ['"x"', etag.slice(1, -1), '"*"', '']) {
      expect((await ask(account, 'csv', tag)).status, tag).toBe(200);
    }
  });

  it('of one format is none of another’s', async () => {
    const account = await listed();
    expect((await ask(account, 'nginx-allow', await etagOf(account, 'csv'))).status).toBe(200);
  });

  it('R1: is not asked for by If-Modified-Since, which a wrong clock could make blind to a removal', async () => {
    const headers = { 'If-Modified-Since': new Date(NOW + 24 * HOUR).toUTCString() };
    expect((await read(await listed(), 'csv', { headers })).status).toBe(200);
  });
});

describe('what an account’s tokens may export', () => {
  it('a viewer reads it; a checker and another account’s viewer do not', async () => {
    const account = await listed();
    const other = await TestAccount.create(worker);
    const viewer = await account.token('viewer');
    expect((await read(account, 'csv', { token: viewer })).status).toBe(200);
    for (const token of [await account.token('checker'), await other.token('viewer')]) {
      expectProblem(await read(account, 'csv', { token }), 'forbidden');
    }
  });

  it('an unknown account is a problem, not an empty list', async () => {
    const answer = await worker.operator<api.ProblemDocument>(
      'GET /v1/accounts/nobody@example.com/export?format=nginx-allow',
    );
    expectProblem(answer, 'account-unknown');
  });
});
