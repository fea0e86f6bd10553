import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LINES_A_MINUTE, PacedLog } from '../../../worker/platform/paced-log.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = 1_700_000_000_000;
const lines: Record<string, unknown>[] = [];

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => {
    lines.push(JSON.parse(line));
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function refuse(log: PacedLog, account: string, times: number, now: number) {
  for (let time = 0; time < times; time++) {
    const fields = { requestId: 'r1', account, address: '192.0.2.1', reason: 'not-listed' };
    log.info(account, 'refused', fields, now);
  }
}

describe('the log of refusals', () => {
  it('has a line for each, and in a flood so many a minute', () => {
    const log = new PacedLog();
    refuse(log, 'a@example.com', LINES_A_MINUTE + 7, NOW);
    const line = {
      event: 'refused',
      requestId: 'r1',
      account: 'a@example.com',
      address: '192.0.2.1',
      reason: 'not-listed',
    };
    expect(lines).toEqual(Array.from({ length: LINES_A_MINUTE }, () => line));
  });

  it('says with the next line how many were omitted, once', () => {
    const log = new PacedLog();
    refuse(log, 'a@example.com', LINES_A_MINUTE + 7, NOW);
    refuse(log, 'a@example.com', 2, NOW + 60_000);
    expect(lines.slice(-2).map(({ omitted }) => omitted)).toEqual([7, undefined]);
  });

  it('of one account takes no line from another', () => {
    const log = new PacedLog();
    refuse(log, 'a@example.com', LINES_A_MINUTE + 1, NOW);
    refuse(log, 'b@example.com', 1, NOW);
    expect(lines.at(-1)).toMatchObject({ account: 'b@example.com' });
  });

  it('has the id that the answer has', async () => {
    const worker = new TestWorker();
    const account = await TestAccount.create(worker);
    await account.add('192.0.2.10');
    const token = await worker.relayToken();
    const path = `/v1/check?account=${encodeURIComponent(account.name)}&address=198.51.100.7`;
    const answer = await worker.call<unknown>(`GET ${path}`, { token });
    const refused = lines.filter(({ event }) => event === 'refused');
    expect(refused).toEqual([
      {
        event: 'refused',
        requestId: answer.headers.get('x-request-id'),
        account: account.name,
        address: '198.51.100.7',
        reason: 'not-listed',
      },
    ]);
  });

  it('has so many lines a minute for all logins that nobody has, and for all wrong tokens', async () => {
    const worker = new TestWorker();
    const token = await worker.relayToken();
    lines.length = 0;
    for (let index = 0; index < 2 * LINES_A_MINUTE; index++) {
      const query = `account=made-up-${index}@example.com&address=192.0.2.1`;
      expect((await worker.call(`GET /v1/check?${query}`, { token })).status).toBe(200);
      const from = `2001:db8:${index.toString(16)}::1`;
      const wrong = { token: 'wrong', from };
      expect((await worker.call(`GET /v1/check?${query}`, wrong)).status).toBe(401);
      expect((await worker.call('GET /v1/session', wrong)).status).toBe(401);
    }
    const counted = Map.groupBy(lines, ({ event }) => event);
    for (const event of ['refused', 'authentication-failed', 'check-refused']) {
      expect.soft(counted.get(event)?.length, event).toBe(LINES_A_MINUTE);
    }
  });
});
