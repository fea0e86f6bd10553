import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
} from '../support/test-worker.ts';

describe('GET /healthz', () => {
  it('says that it is up and which version', async () => {
    const { status, body } = await new TestWorker().call('GET /healthz');
    expect(status).toBe(200);
    expect(body).toEqual({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it.each([
    ['UNKNOWN_ACCOUNTS', { UNKNOWN_ACCOUNTS: 'maybe' }],
    ['FAIL_MODE', { FAIL_MODE: 'ajar' }],
    ['OPERATOR_TOKEN', { OPERATOR_TOKEN: 'too-short-a-secret' }],
  ])('names a wrong %s, never its value', async (name, variables) => {
    const worker = new TestWorker(variables);
    const { detail } = expectProblem(await worker.call('GET /healthz'), 'internal');
    expect(detail).toContain(name);
    for (const value of Object.values(variables)) expect(detail).not.toContain(value);
  });
});

describe('GET /v1/address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7', 4],
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7', 6],
    ['2001:db8::1:0:0:7', '2001:db8::1:0:0:7', 6],
    ['::ffff:203.0.113.7', '203.0.113.7', 4],
    ['::FFFF:CB00:7107', '203.0.113.7', 4],
  ])('a caller at %s is at %s', async (from, address, family) => {
    const answer = await new TestWorker().call('GET /v1/address', { from });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ address, family });
  });

  it.each(['', 'nowhere', '203.0.113.7, 203.0.113.8', '203.0.113.07', '203.0.113.7:25'])(
    'knows no address in %j',
    async (from) => {
      expectProblem(await new TestWorker().call('GET /v1/address', { from }), 'not-found');
    },
  );

  it('takes no other header for the caller’s address', async () => {
    const headers = {
      'X-Forwarded-For': '198.51.100.1',
      'X-Real-IP': '198.51.100.2',
      Forwarded: 'for=198.51.100.3',
      'True-Client-IP': '198.51.100.4',
    };
    const answer = await new TestWorker().call('GET /v1/address', { from: '203.0.113.7', headers });
    expect(answer.body).toEqual({ address: '203.0.113.7', family: 4 });
  });
});

describe('GET /v1/session', () => {
  it('tells the operator', async () => {
    const { status, body } = await new TestWorker().operator('GET /v1/session');
    expect(status).toBe(200);
    const nothing = { account: null, list: null, expiresAt: null };
    expect(body).toEqual({ role: 'operator', tokenId: 'operator', name: 'operator', ...nothing });
  });

  it.each(['manager', 'viewer', 'checker'] as const)('tells a %s', async (role) => {
    const { worker, name, path } = await account();
    const issued = await worker.operator<api.IssuedToken>(`POST ${path}/tokens`, {
      body: { role, name: 'Köln', expiresInSeconds: 3600 },
    });
    const { token, id, expiresAt } = issued.body;
    const { status, body } = await worker.call('GET /v1/session', { token });
    expect(status).toBe(200);
    expect(body).toEqual({ role, account: name, list: null, tokenId: id, name: 'Köln', expiresAt });
    expect(expiresAt).not.toBeNull();
  });

  it('tells a relay', async () => {
    const worker = new TestWorker();
    const issued = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
      body: { name: 'mx' },
    });
    const { body } = await worker.call('GET /v1/session', { token: issued.body.token });
    const { id: tokenId } = issued.body;
    expect(body).toEqual({
      role: 'relay',
      account: null,
      list: null,
      tokenId,
      name: 'mx',
      expiresAt: null,
    });
  });

  it('is for nobody without a token', async () => {
    const answer = await new TestWorker().call('GET /v1/session', { from: newCallerAddress() });
    expectProblem(answer, 'unauthorized');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  });

  it('knows no operator where none is configured', async () => {
    const { OPERATOR_TOKEN: _, ...rest } = { OPERATOR_TOKEN };
    const worker = new TestWorker({ ...rest, OPERATOR_TOKEN: undefined } as object);
    const from = newCallerAddress();
    expectProblem(await worker.operator('GET /v1/session', { from }), 'unauthorized');
    expectProblem(
      await worker.call('GET /v1/session', { from, token: 'undefined' }),
      'unauthorized',
    );
  });
});

describe('paths that are none', () => {
  it.each(['GET /', 'GET /v1', 'GET /v1/accounts/a@example.com/nothing', 'GET /V1/ADDRESS'])(
    '%s is not found',
    async (request) => {
      expectProblem(await new TestWorker().call(request), 'not-found');
    },
  );
});

describe('a path with another method', () => {
  it.each([
    ['PUT /v1/accounts/a@example.com', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['DELETE /v1/accounts', 'GET, HEAD, POST, OPTIONS'],
    ['GET /v1/check/batch', 'POST, OPTIONS'],
    ['POST /v1/accounts/a@example.com/allowlist/entries/x1', 'PATCH, DELETE, OPTIONS'],
    ['POST /healthz', 'GET, HEAD, OPTIONS'],
    ['DELETE /v1/check', 'GET, HEAD, POST, OPTIONS'],
    ['PROPFIND /openapi.json', 'GET, HEAD, OPTIONS'],
  ])('%s is refused with the methods that it has: %s', async (request, allow) => {
    const answer = await new TestWorker().call(request);
    const { detail } = expectProblem(answer, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe(allow);
    expect(detail).toContain(allow);
  });

  it('answers each method that it says it has', async () => {
    const worker = new TestWorker();
    for (const path of ['/v1/accounts', '/v1/check', '/healthz', '/v1/accounts/a@example.com']) {
      const refused = await worker.call(`PUT ${path}`);
      for (const method of (refused.headers.get('allow') ?? '').split(', ')) {
        const from = newCallerAddress();
        expect((await worker.call(`${method} ${path}`, { from })).status, method).not.toBe(405);
      }
    }
  });
});

describe('a path with a slash at its end', () => {
  it.each(['/v1/address', '/v1/accounts/a@example.com/allowlist', '/healthz', '/v1/check'])(
    '%s/ is not found, and the path without the slash is named',
    async (path) => {
      const { detail } = expectProblem(await new TestWorker().call(`GET ${path}/`), 'not-found');
      expect(detail).toMatch(new RegExp(`no slash at its end: ${path}\\.$`));
    },
  );

  it('names no path that there is none of', async () => {
    const { detail } = expectProblem(await new TestWorker().call('GET /v1/nothing/'), 'not-found');
    expect(detail).toContain('/openapi.json');
  });
});

describe('below the path of a protocol', () => {
  const answeringAll = PROTOCOLS.filter(({ methods }) => methods === undefined);

  it('there is one that answers every method', () => {
    expect(answeringAll.length).toBeGreaterThan(3);
  });

  it.each(answeringAll.map(({ path }) => path))(
    '%s no method and no slash gets a 404 or a 405',
    async (path) => {
      const worker = new TestWorker();
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
        for (const at of [path, `${path}/`, `${path}/x`]) {
          const { status } = await worker.call(`${method} ${at}`, { from: newCallerAddress() });
          expect([404, 405], `${method} ${at}`).not.toContain(status);
        }
      }
    },
  );
});

async function account() {
  const { worker, name } = await TestAccount.create();
  return { worker, name, path: `/v1/accounts/${encodeURIComponent(name)}` };
}
