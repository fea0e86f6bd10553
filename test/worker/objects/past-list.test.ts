/**
 * The list at each of its revisions, as the database finds it, compared with the history read event
 * by event.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Entry } from '../../../shared/allowlist.ts';
import { rewindEntries } from '../../../shared/history.ts';
import type { SettledCommand } from '../../../shared/list-command.ts';
import { AccountStore } from '../../../worker/objects/account/account-store.ts';
import { EntryStore } from '../../../worker/objects/account/entry-store.ts';
import { HistoryStore } from '../../../worker/objects/account/history-store.ts';
import { UnreadableRows } from '../../../worker/objects/machinery/unreadable-rows.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { passTime } from '../support/pass-time.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const DAY = 86_400_000;
const CONTEXT = {
  by: { tokenId: 't1', name: 'manager' },
  revisions: undefined,
  idempotency: undefined,
  caller: undefined,
};
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 31, 8) });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Now {
  readonly ids: readonly string[];
  readonly gone: readonly string[];
  readonly revision: number;
}
type Command = (now: Now) => SettledCommand;

const pick = fc.nat(20);
const one = (ids: readonly string[], index: number) => ids[index % Math.max(1, ids.length)] ?? 'a';
const values = fc.uniqueArray(
  fc.nat(7).map((octet) => `192.0.2.${octet}`),
  { minLength: 1, maxLength: 3 },
);
const expiry = fc.constantFrom(null, DAY, 3 * DAY);
const until = (ms: number | null) => (ms === null ? null : Date.now() + ms);

const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(values, expiry).map(([texts, ms]): Command => {
    const addition = { format: 'address' as const, values: texts, remark: '' };
    return () => ({ kind: 'add', addition: { ...addition, expiresAt: until(ms) } });
  }),
  fc.tuple(values, pick).map(([texts, index]): Command => {
    const addition = { format: 'address' as const, values: texts, remark: 'new', expiresAt: null };
    return ({ ids }) => ({ kind: 'replace', remove: [one(ids, index)], addition });
  }),
  fc.tuple(pick, fc.string({ maxLength: 3 }), expiry).map(([index, remark, ms]): Command => {
    return ({ ids }) => ({
      kind: 'edit',
      id: one(ids, index),
      edit: { remark, expiresAt: until(ms) },
    });
  }),
  pick.map(
    (index): Command =>
      ({ ids }) => ({ kind: 'delete', id: one(ids, index) }),
  ),
  fc.constant<Command>(() => ({ kind: 'disable' })),
  fc.constantFrom('enforce' as const, 'observe' as const).map(
    (mode): Command =>
      () => ({ kind: 'set-mode', mode }),
  ),
  pick.map(
    (index): Command =>
      ({ gone }) => ({ kind: 'restore-entries', ids: [one(gone, index)] }),
  ),
  pick.map(
    (back): Command =>
      ({ revision }) => ({ kind: 'restore-revision', revision: Math.max(0, revision - back) }),
  ),
];
const steps = fc.array(fc.tuple(fc.oneof(...commands), fc.constantFrom(0, 0, DAY, 9 * DAY)), {
  minLength: 12,
  maxLength: 25,
});

const seen = ({ mode, entries }: { mode: string; entries: readonly Entry[] }) => [
  mode,
  entries.map(({ id, remark, expiresAt }) => [id, remark, expiresAt]).toSorted(),
];

it('R16: at each revision is what it was then, whatever was done since', {
  timeout: 120_000,
}, async () => {
  let compared = 0;
  const property = fc.asyncProperty(steps, async (each) => {
    const account = await TestAccount.create(worker, { limit: 3 });
    const stub = env.ACCOUNTS.getByName(account.name);
    const were = new Map<number, unknown>();
    const gone = new Set<string>();
    for (const [command, ms] of each) {
      await passTime(stub, ms);
      const { entries, revision } = await account.list();
      const ids = entries.map(({ id }) => id);
      const result = await stub.change(command({ ids, gone: [...gone], revision }), CONTEXT);
      if (result.ok) for (const { id } of result.value.value.removed) gone.add(id);
      await runInside(stub, (_object, { storage }) => {
        const record = new AccountStore(storage.sql).find();
        if (!record) throw new Error('the account was made');
        const list = {
          ...record,
          entries: new EntryStore(storage.sql, new UnreadableRows('test')).list(),
        };
        were.set(record.revision, seen(list));
        const history = new HistoryStore(storage.sql, new UnreadableRows('test'));
        const { events } = history.page(undefined, 100);
        for (let at = 1; at <= record.revision; at++) {
          const past = history.listAt(list, at);
          const since = events.filter((event) => event.revision > at);
          expect(seen(past)).toEqual(seen(rewindEntries(list, since)));
          if (!were.has(at)) continue;
          expect(seen(past)).toEqual(were.get(at));
          compared++;
        }
      });
    }
  });
  await fc.assert(property, { numRuns: 15 });
  expect(compared).toBeGreaterThan(500);
});
