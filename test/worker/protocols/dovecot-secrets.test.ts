import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishedValues, storedBy } from '../support/recorded-places.ts';
import { newCallerAddress, TestAccount, TestWorker } from '../support/test-worker.ts';

const PASSWORD = 'correct-horse-battery-staple';
const PWHASH = 'c0ffee5eed';
const lines: string[] = [];
const worker = new TestWorker();

beforeEach(() => {
  lines.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => {
      lines.push(values.map(String).join(' '));
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a password, or what was hashed from it, in a policy request', () => {
  it('is in no log line, no table and no published value', async () => {
    const account = await TestAccount.create(worker);
    const relay = await worker.relayToken();
    await account.add('198.51.100.7');
    const body = {
      login: account.name,
      remote: '198.51.100.7',
      pwhash: PWHASH,
      password: PASSWORD,
      pass: { plain: PASSWORD },
    };
    const from = newCallerAddress();
    const ask = (sent: unknown, token = relay, at = worker, command = 'allow') =>
      at.call<{ status: number }>(`POST /v1/dovecot?command=${command}`, {
        token,
        from,
        body: sent,
      });
    expect((await ask(body)).body.status).toBe(0);
    for (const answer of [
      await ask({ ...body, remote: '198.51.100.8' }),
      await ask({ ...body, remote: PASSWORD }),
      await ask({ ...body, login: { [PASSWORD]: PWHASH } }),
      await ask({ ...body, login: 'nobody@example.com' }),
      await ask(`${JSON.stringify(body)}${PASSWORD}`),
      await ask(PASSWORD),
      await ask({ ...body, padding: PASSWORD.repeat(50_000) }),
      await ask(body, `sgr_${PASSWORD}`),
      await ask(body, account.manager),
      await ask(body, relay, new TestWorker({ FAIL_MODE: 'ajar' })),
      await ask(body, relay, new TestWorker({ ACCOUNTS: undefined, REPLICA: undefined } as object)),
      await ask(body, relay, worker, PASSWORD),
    ]) {
      expect(answer.body.status).toBe(-1);
      expect(JSON.stringify(answer.body)).not.toContain(PASSWORD);
    }
    await ask({ ...body, success: false }, relay, worker, 'report');
    expect(lines.length).toBeGreaterThan(5);
    const places = [lines.join('\n'), await storedBy(account), await publishedValues()];
    for (const place of places) {
      expect(place).not.toContain(PASSWORD);
      expect(place).not.toContain(PWHASH);
    }
    expect(lines.join('\n')).toContain('198.51.100.8');
    expect(places[1]).toContain('198.51.100.7');
  });
});
