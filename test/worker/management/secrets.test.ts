import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import {
  env,
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
} from '../support/test-worker.ts';
import { OPERATIONS, type Operation, requestOf, setScene } from './surface.ts';

const worker = new TestWorker();
const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => {
      lines.push(values.map(String).join(' '));
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The secret part of a token: its text without prefix, object and id. */
function secretOf(token: string): string {
  const secret = token.slice(-43);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  return secret;
}

async function answerOf(operation: Operation, account: TestAccount, token: string) {
  const scene = { ...(await setScene(worker, operation)), account };
  const [entry] = (await account.list()).entries;
  const target = { ...scene, entryId: entry?.id ?? scene.entryId };
  const body = operation.body?.(target);
  const answer = await worker.call<unknown>(requestOf(operation, target), {
    token,
    from: newCallerAddress(),
    ...(body && { body }),
  });
  return JSON.stringify([answer.body, ...answer.headers]);
}

describe('a token’s secret', () => {
  it.each(OPERATIONS.filter(({ name }) => !/^DELETE .*\{account\}$/.test(name)))(
    'is in the answer that issued it and in none of $name',
    async (operation) => {
      const account = await TestAccount.create(worker);
      await account.add('198.51.100.7');
      const relay = await worker.relayToken();
      const secrets = [secretOf(account.manager), secretOf(relay), OPERATOR_TOKEN];
      for (const token of [OPERATOR_TOKEN, account.manager, relay]) {
        const answer = await answerOf(operation, account, token);
        for (const secret of secrets) expect(answer).not.toContain(secret);
      }
    },
  );

  it('is in its own answer once', async () => {
    const account = await TestAccount.create(worker);
    const answer = await account.call<api.IssuedToken>('POST', '/tokens', {
      body: { role: 'viewer', name: 'desk' },
    });
    const secret = secretOf(answer.body.token);
    expect(JSON.stringify(answer.body).split(secret)).toHaveLength(2);
    expect(JSON.stringify([...answer.headers])).not.toContain(secret);
  });

  it('is in no log line, neither of success, refusal nor failure', async () => {
    const account = await TestAccount.create(worker);
    const relay = await worker.relayToken();
    const from = newCallerAddress();
    await account.add('198.51.100.7');
    await account.check('198.51.100.8');
    const forged = account.manager.replace(/_[0-9a-f]{16}_/, '_0123456789abcdef_');
    await worker.call('GET /v1/session', { token: forged, from });
    await worker.call('POST /v1/check', { token: forged, from, body: { account: account.name } });
    await new TestWorker({ FAIL_MODE: 'wrong' }).call('GET /v1/session', { token: relay });
    expect(lines.length).toBeGreaterThan(3);
    for (const token of [account.manager, relay, OPERATOR_TOKEN]) {
      expect(lines.join('\n')).not.toContain(token.slice(-43));
    }
  });

  it('is not published either, only its digest', async () => {
    const account = await TestAccount.create(worker);
    const relay = await worker.relayToken();
    await account.add('198.51.100.7');
    const { keys } = await env.REPLICA.list();
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const { name } of keys) {
      const value = (await env.REPLICA.get(name)) ?? '';
      expect(value).not.toContain(secretOf(account.manager));
      expect(value).not.toContain(secretOf(relay));
    }
  });

  it('differs each time', async () => {
    const account = await TestAccount.create(worker);
    const tokens = await Promise.all([1, 2, 3, 4].map(() => account.token('viewer')));
    expect(new Set(tokens.map(secretOf)).size).toBe(4);
  });
});
