import { beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { newCallerAddress, TestAccount, TestWorker } from '../support/test-worker.ts';

const ALLOWED = 20;
const BAD = 'sgr_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const worker = new TestWorker();
let account: TestAccount;

beforeAll(async () => {
  account = await TestAccount.create(worker);
  // The published state decides about a caller who is over the limit.
  await account.publish();
});

function attempt(from: string, request = 'GET /v1/session') {
  const body = request.startsWith('POST') ? { account: account.name } : undefined;
  return worker.call(request, { token: BAD, from, ...(body && { body }) });
}

async function exhaust(from: string) {
  for (let made = 0; made < ALLOWED; made++) expectProblem(await attempt(from), 'unauthorized');
}

describe('failed authentications', () => {
  it('of one address are refused unread after twenty in a minute', async () => {
    const from = newCallerAddress();
    await exhaust(from);
    const limited = await attempt(from);
    expectProblem(limited, 'rate-limited');
    expect(limited.headers.get('retry-after')).toBe('60');
    expect(limited.headers.get('www-authenticate')).toBeNull();
  });

  it('count on every way in, with and without a token', async () => {
    const from = newCallerAddress();
    const ways = ['GET /v1/session', 'POST /v1/check', 'GET /v1/relay-tokens', 'GET /v1/accounts'];
    for (let made = 0; made < ALLOWED; made++) {
      const request = ways[made % ways.length];
      if (made % 2) expectProblem(await attempt(from, request), 'unauthorized');
      else expectProblem(await worker.call('GET /v1/session', { from }), 'unauthorized');
    }
    for (const request of ways) expectProblem(await attempt(from, request), 'rate-limited');
  });

  it('of one address leave others alone', async () => {
    const from = newCallerAddress();
    await exhaust(from);
    expectProblem(await attempt(from), 'rate-limited');
    expectProblem(await attempt(newCallerAddress()), 'unauthorized');
  });

  it('leave a token that stands alone, and what is for anyone', async () => {
    const from = newCallerAddress();
    await exhaust(from);
    expectProblem(await attempt(from), 'rate-limited');
    expect((await account.call('GET', '/allowlist', { from })).status).toBe(200);
    const body = { account: account.name, address: '198.51.100.7' };
    const check = await worker.call('POST /v1/check', { from, token: account.manager, body });
    expect(check.status).toBe(200);
    expect((await worker.call('GET /v1/address', { from })).status).toBe(200);
  });

  it('are counted across the spellings of one address', async () => {
    const from = newCallerAddress();
    await exhaust(from);
    expectProblem(await attempt(from.toUpperCase()), 'rate-limited');
  });

  it('are not what a token of another role or account is', async () => {
    const from = newCallerAddress();
    const other = await TestAccount.create(worker);
    for (let made = 0; made < ALLOWED + 5; made++) {
      const answer = await other.worker.call(`GET ${account.path()}`, {
        token: other.manager,
        from,
      });
      expectProblem(answer, 'forbidden');
    }
  });

  it('at the Dovecot way in count too, which still answers as Dovecot must be answered', async () => {
    const from = newCallerAddress();
    const body = { login: account.name, remote: '198.51.100.7' };
    for (let made = 0; made < ALLOWED + 2; made++) {
      const answer = await worker.call('POST /v1/dovecot?command=allow', {
        token: BAD,
        from,
        body,
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ status: -1, msg: '' });
    }
    expectProblem(await attempt(from), 'rate-limited');
  });
});
