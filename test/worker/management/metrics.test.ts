import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LISTED, MailServer, OTHER } from '../protocols/mail-server.ts';
import { TestList } from '../support/test-list.ts';
import { env, type TestAccount, TestWorker } from '../support/test-worker.ts';

const FIVE_MINUTES = 300_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 31, 8) });
});
afterEach(() => {
  vi.useRealTimers();
});

async function metrics(worker: TestWorker): Promise<string[]> {
  const answer = await worker.operator<string>('GET /v1/metrics');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return answer.body.split('\n');
}

async function ring(account: TestAccount, afterMs = FIVE_MINUTES): Promise<void> {
  vi.setSystemTime(Date.now() + afterMs);
  await runDurableObjectAlarm(env.ACCOUNTS.getByName(account.name));
}

const samplesOf = async (account: TestAccount) =>
  (await metrics(account.worker)).filter((line) => line.includes(`account="${account.name}"`));

/** The counters, which grow with checks and alerts. */
const countsOf = async (account: TestAccount) =>
  (await samplesOf(account)).filter((line) => line.includes('_total{'));

describe('GET /v1/metrics', () => {
  it('counts the shared lists, their entries and those that are not published', async () => {
    const worker = new TestWorker();
    const list = await TestList.create(worker);
    await list.add('192.0.2.1', '192.0.2.2');
    for (const _time of [1, 2]) {
      vi.setSystemTime(Date.now() + 2_000);
      await runDurableObjectAlarm(list.stub);
    }
    const samples = async () =>
      (await metrics(worker)).filter((line) => /^sendgate_\w*list\w* /.test(line));
    await vi.waitFor(async () =>
      expect(await samples()).toEqual([
        'sendgate_lists 1',
        'sendgate_list_entries 2',
        'sendgate_unpublished_lists 0',
      ]),
    );
  });

  it('has what an account’s checks and alerts add up to, five minutes later', async () => {
    const mail = await MailServer.create();
    const { account } = mail;
    await mail.ask({ body: mail.login(LISTED) });
    await mail.ask({ body: mail.login(OTHER) });
    expect(await countsOf(account)).toEqual([]);
    await ring(account, FIVE_MINUTES - 1);
    expect(await countsOf(account)).toEqual([]);
    await ring(account, 1);
    const name = `account="${account.name}"`;
    expect(await samplesOf(account)).toEqual(
      expect.arrayContaining([
        `sendgate_account_checks_total{${name},outcome="allowed"} 1`,
        `sendgate_account_checks_total{${name},outcome="refused"} 1`,
        `sendgate_account_alerts_total{${name},kind="leaked-password"} 1`,
        `sendgate_account_entries{${name}} 2`,
        `sendgate_account_info{${name},mode="enforce",suspended="false"} 1`,
      ]),
    );
  });

  it('counts on over an object that has ended, and is told nothing where nothing happened', async () => {
    const mail = await MailServer.create();
    const { account } = mail;
    await mail.ask({ body: mail.login(OTHER) });
    await evictDurableObject(env.ACCOUNTS.getByName(account.name));
    await ring(account);
    const told = (await samplesOf(account)).find((line) => line.includes('reported_timestamp'));
    await ring(account);
    expect((await samplesOf(account)).find((line) => line.includes('reported_timestamp'))).toBe(
      told,
    );
    await mail.ask({ body: mail.login(OTHER) });
    await ring(account);
    const refused = (await samplesOf(account)).find((line) => line.includes('"refused"'));
    expect(refused).toMatch(/ 2$/);
  });

  it('counts every account, and forgets one that is deleted', async () => {
    const worker = new TestWorker();
    const { account } = await MailServer.create(worker);
    await ring(account);
    const count = async () =>
      Number(
        (await metrics(worker))
          .find((line) => line.startsWith('sendgate_accounts '))
          ?.split(' ')[1],
      );
    const before = await count();
    expect(await samplesOf(account)).not.toEqual([]);
    await worker.operator(`DELETE ${account.path()}`);
    await ring(account);
    expect(await samplesOf(account)).toEqual([]);
    expect(await count()).toBe(before - 1);
  });
});
