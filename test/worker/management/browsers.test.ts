import { describe, expect, it } from 'vitest';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
  type WorkerAnswer,
} from '../support/test-worker.ts';
import { callerOf, OPERATIONS, requestOf, setScene } from './surface.ts';

const ORIGIN = 'moz-extension://3c6d4f4e-0000-4000-8000-000000000000';
const worker = new TestWorker();

const words = (text: string | null) => (text ?? '').split(',').map((word) => word.trim());

/** Expects the headers that every answer to a browser has, whatever its status. */
function expectSafe({ headers }: WorkerAnswer<unknown>) {
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
  expect(headers.getSetCookie()).toEqual([]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
  expect(headers.get('x-powered-by')).toBeNull();
}

function expectReadable(answer: WorkerAnswer<unknown>) {
  expectSafe(answer);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const exposed = words(answer.headers.get('access-control-expose-headers'));
  const names = exposed.map((name) => name.toLowerCase());
  const hidden = [...answer.headers.keys()].filter(
    (name) => !SAFELISTED.includes(name) && !FOR_BROWSERS.test(name) && !names.includes(name),
  );
  expect(hidden).toEqual([]);
  expect(exposed).toEqual(
    expect.arrayContaining(['Allow', 'Date', 'ETag', 'Location', 'Retry-After', 'X-Request-Id']),
  );
  const date = answer.headers.get('date') ?? '';
  expect(new Date(date).toUTCString()).toBe(date);
  expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
}

/** Any page may read these, exposed or not (Fetch, CORS-safelisted response-header names). */
// biome-ignore format: a table
const SAFELISTED = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'];
/** These tell the browser what the page may do, or what its cache may keep, and the page nothing. */
const FOR_BROWSERS =
  /^(vary|access-control-.*|.*-policy|.*-policies|origin-agent-cluster|strict-transport-security|x-(content-type-options|dns-prefetch-control|download-options|frame-options|xss-protection))$/;

describe('a preflight', () => {
  it.each(OPERATIONS.map(({ name }) => name))(
    'for %s is answered without a token',
    async (name) => {
      const [method = '', path = ''] = name.split(' ');
      const answer = await worker.call(`OPTIONS ${path.replace('{account}', 'a%40example.com')}`, {
        headers: {
          Origin: ORIGIN,
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': 'authorization,content-type,if-match,idempotency-key',
        },
      });
      expect(answer.status).toBe(204);
      expect(answer.body).toBe('');
      expectSafe(answer);
      expect(words(answer.headers.get('access-control-allow-methods'))).toContain(method);
      expect(words(answer.headers.get('access-control-allow-headers'))).toEqual(
        expect.arrayContaining(['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key']),
      );
      expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    },
  );
});

describe('an answer', () => {
  for (const operation of OPERATIONS) {
    it(`of ${operation.name} can be read from any page, and carries no cookie`, async () => {
      const scene = await setScene(worker, operation);
      const body = operation.body?.(scene);
      const answer = await worker.call(requestOf(operation, scene), {
        token: await callerOf(operation, scene),
        headers: { Origin: ORIGIN },
        ...(body && { body }),
      });
      expect(answer.status).toBe(operation.status);
      expectReadable(answer);
    });
  }

  it.each([
    [401, 'GET /v1/session', {}],
    [403, 'GET /v1/accounts/a%40example.com', { token: 'other' }],
    [404, 'GET /nothing', {}],
    [405, 'DELETE /v1/accounts', { token: OPERATOR_TOKEN }],
    [404, 'GET /v1/accounts/nobody%40example.com', { token: OPERATOR_TOKEN }],
    [400, 'POST /v1/accounts', { token: OPERATOR_TOKEN, body: '{' }],
    [422, 'POST /v1/accounts', { token: OPERATOR_TOKEN, body: { account: '' } }],
    [413, 'POST /v1/accounts', { token: OPERATOR_TOKEN, body: 'x'.repeat(1_000_000) }],
  ])('that is a %i can be read as well: %s', async (status, request, call: object) => {
    const other = (await TestAccount.create(worker)).manager;
    const from = newCallerAddress();
    const sent = 'token' in call && call.token === 'other' ? { token: other } : call;
    const answer = await worker.call(request, { from, ...sent, headers: { Origin: ORIGIN } });
    expect(answer.status).toBe(status);
    expectReadable(answer);
  });

  it('that is a 500 can be read as well', async () => {
    const answer = await new TestWorker({ FAIL_MODE: 'ajar' }).call('GET /healthz');
    expect(answer.status).toBe(500);
    expectReadable(answer);
  });

  it('has a request id of its own each time, never the caller’s', async () => {
    const headers = { 'X-Request-Id': 'chosen-by-the-caller' };
    const ids = await Promise.all(
      [1, 2, 3].map(async () => {
        const answer = await worker.call('GET /healthz', { headers });
        return answer.headers.get('x-request-id');
      }),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain('chosen-by-the-caller');
  });
});
