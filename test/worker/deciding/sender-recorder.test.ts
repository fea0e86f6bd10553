import { afterEach, expect, it, vi } from 'vitest';
import { MAX_SENDERS } from '../../../shared/activity.ts';
import type { ActivityReport } from '../../../shared/activity-report.ts';
import type * as api from '../../../shared/api.ts';
import {
  EARLY_REPORTS,
  MAX_UNREPORTED,
  REPORTED_EVERY_MS,
  SenderRecorder,
} from '../../../worker/deciding/sender-recorder.ts';
import { CheckCall } from '../../../worker/platform/check-call.ts';

const NOW = Date.UTC(2030);
const ACCOUNTS = 30;

afterEach(() => {
  vi.useRealTimers();
});

function refused(index: number): api.Decision {
  return {
    verdict: 'deny',
    reason: 'not-listed',
    mode: 'enforce',
    account: 'sender@example.com',
    decidedBy: 'sender@example.com',
    address: `2001:db8::${index.toString(16)}`,
    entry: null,
    revision: 1,
  };
}

const NEVER = () => undefined;

it('what waits to be reported is bounded over all accounts: what came to the longest silent is dropped', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const reported = new Map<string, number>();
  const recorder = new SenderRecorder(async (account, { senders }) => {
    reported.set(account, senders.length);
  }, NEVER);
  const call = new CheckCall({ waitUntil: () => undefined });
  const record = (account: number, address: number) =>
    recorder.record(`account ${account}`, 'mx', refused(address), call);
  for (let account = 0; account < ACCOUNTS; account++)
    for (let address = 0; address < MAX_SENDERS; address++) record(account, address);

  vi.setSystemTime(NOW + REPORTED_EVERY_MS);
  for (let account = ACCOUNTS - 1; account >= 0; account--) record(account, MAX_SENDERS);
  const waiting = MAX_SENDERS - 1 - EARLY_REPORTS;
  const kept = Math.floor(MAX_UNREPORTED / waiting);
  const expected = Array.from({ length: ACCOUNTS }, (_, account) =>
    account < ACCOUNTS - kept ? 1 : waiting + 1,
  );
  const counts = expected.map((_, account) => reported.get(`account ${account}`));
  expect(counts).toEqual(expected);
});

it('new addresses are reported within ten seconds, though no other check comes', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const reported: string[] = [];
  const waits: { readonly milliseconds: number; readonly run: () => void }[] = [];
  const recorder = new SenderRecorder(
    async (_account, { senders }) => {
      reported.push(...senders.map(({ address }) => address));
    },
    (milliseconds, run) => waits.push({ milliseconds, run }),
  );
  const kept: Promise<unknown>[] = [];
  const call = new CheckCall({ waitUntil: (promise) => kept.push(promise) });
  for (let address = 0; address < 12; address++) {
    vi.setSystemTime(NOW + address * 80);
    recorder.record('an account', 'mx', refused(address), call);
  }
  expect(reported).toHaveLength(1 + EARLY_REPORTS);
  // All later refusals share one wait.
  expect(waits).toHaveLength(1);
  const [wait] = waits;
  expect(wait?.milliseconds).toBeLessThanOrEqual(REPORTED_EVERY_MS);
  vi.setSystemTime(NOW + REPORTED_EVERY_MS);
  wait?.run();
  await Promise.all(kept);
  expect(reported).toEqual(Array.from({ length: 12 }, (_, index) => refused(index).address));
});

it('R19: what the account of a domain decides is recorded for each login and address', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const reports: ActivityReport[] = [];
  const recorder = new SenderRecorder(async (_account, report) => {
    reports.push(report);
  }, NEVER);
  const call = new CheckCall({ waitUntil: () => undefined });
  call.passwordWasRight = true;
  const record = (account: string, decidedBy: string) =>
    recorder.record('the domain', 'mx', { ...refused(1), account, decidedBy }, call);
  record('desk@example.com', '@example.com');
  record('office@example.com', '@example.com');
  record('desk@example.com', '@example.com');
  record('sender@example.com', 'sender@example.com');
  const named = reports.map(({ senders, leaks }) =>
    [senders, leaks].map((all) => all.map(({ login }) => login)),
  );
  // Each new pair is told at once, and the second refusal of one waits.
  expect(named).toEqual([
    [['desk@example.com'], ['desk@example.com']],
    [['office@example.com'], ['office@example.com']],
    [
      ['desk@example.com', undefined],
      ['desk@example.com', undefined],
    ],
  ]);
});
