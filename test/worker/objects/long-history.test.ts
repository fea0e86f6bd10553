/**
 * A history that is longer than an object's memory. It stays complete, and is never in memory as a
 * whole.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ListChange } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { applyCommand, type SettledCommand } from '../../../shared/list-command.ts';
import { AccountStore } from '../../../worker/objects/account/account-store.ts';
import { EntryStore } from '../../../worker/objects/account/entry-store.ts';
import { HistoryStore } from '../../../worker/objects/account/history-store.ts';
import { UnreadableRows } from '../../../worker/objects/machinery/unreadable-rows.ts';
import { countingSql } from '../support/counting-sql.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const MOST = 20_000;
const HOUR = 3_600_000;
const BY = { tokenId: 't1', name: 'manager' };
const CONTEXT = { by: BY, revisions: undefined, idempotency: undefined, caller: undefined };
const TIMEOUT = { timeout: 300_000 };

afterEach(() => {
  vi.useRealTimers();
});

/** Ten thousand addresses of 10.`part`.0.0/16. */
function tenThousand(part: number, expiresAt: number | null = null): SettledCommand {
  const imported = Array.from({ length: 10_000 }, (_, index) => ({
    format: 'address' as const,
    value: `10.${part}.${index >> 8}.${index & 255}`,
    remark: 'r'.repeat(200),
    expiresAt,
  }));
  return { kind: 'import', imported };
}

async function create() {
  const account = await TestAccount.create(new TestWorker(), { limit: 10_000 });
  const stub = env.ACCOUNTS.getByName(account.name);
  const change = async (command: SettledCommand): Promise<api.Change> => {
    const result = await stub.change(command, CONTEXT);
    if (!result.ok) throw new Error(result.error.detail);
    return result.value.value as api.Change;
  };
  return { account, stub, change };
}

type Stub = Awaited<ReturnType<typeof create>>['stub'];

/**
 * Computes what the command would make of the list, and how many entries the history gave out for
 * it.
 */
function reckon(stub: Stub, command: SettledCommand) {
  return runInside(stub, (_object, { storage }) => {
    const counting = countingSql(storage.sql);
    const record = new AccountStore(storage.sql).find();
    if (!record) throw new Error('the account was made');
    const { mode, limit, revision } = record;
    const list = {
      mode,
      limit,
      entries: new EntryStore(storage.sql, new UnreadableRows('test')).list(),
    };
    const origin = { createdAt: Date.now(), createdBy: BY, newId: () => 'none' };
    const history = new HistoryStore(counting.sql, new UnreadableRows('test'));
    const result = applyCommand(list, revision, command, origin, history);
    if (!result.ok) throw new Error(result.error.detail);
    return { change: summarize(result.value), held: counting.take() };
  });
}

function summarize({ list, added, removed }: ListChange) {
  return {
    mode: list.mode,
    values: list.entries.map(({ value }) => value).toSorted(),
    added: added.length,
    removed: removed.length,
  };
}

/** Reads the history in the largest pages that a call may ask for. */
function readPages(stub: Stub) {
  return runInside(stub, (_object, { storage }) => {
    const counting = countingSql(storage.sql);
    const history = new HistoryStore(counting.sql, new UnreadableRows('test'));
    const pages: { held: number; actions: string[]; touched: number }[] = [];
    let cursor: number | null | undefined;
    do {
      const page = history.page(cursor ?? undefined, 100);
      const sizes = page.events.map(
        ({ added, updated, removed }) => added.length + updated.length + removed.length,
      );
      pages.push({
        held: counting.take(),
        actions: page.events.map(({ action }) => action),
        touched: sizes.reduce((sum, size) => sum + size, 0),
      });
      cursor = page.cursor;
    } while (cursor !== null);
    return pages;
  });
}

describe('a history of 200,000 entries', () => {
  it(
    'R16: is restored from, previewed and read, with 20,000 of them held at once',
    TIMEOUT,
    async () => {
      const { stub, change } = await create();
      const values: string[][] = [];
      for (let part = 0; part < 10; part++) {
        const { added } = await change(tenThousand(part));
        values.push(added.map(({ value }) => value).toSorted());
        await change({ kind: 'disable' });
      }
      for (const part of [0, 4, 9]) {
        const revision = 2 + 2 * part;
        const { change: past, held } = await reckon(stub, { kind: 'restore-revision', revision });
        expect(past).toMatchObject({ mode: 'enforce', added: 10_000, removed: 0 });
        expect(past.values).toEqual(values[part]);
        expect(held).toBeGreaterThanOrEqual(10_000);
        expect(held).toBeLessThanOrEqual(MOST);
      }
      const previewed = await stub.preview({ kind: 'restore-revision', revision: 2 }, undefined);
      expect(previewed).toMatchObject({ ok: true, value: { count: 10_000, mode: 'enforce' } });
      const restored = await change({ kind: 'restore-revision', revision: 2 });
      expect(restored).toMatchObject({ count: 10_000, mode: 'enforce' });
      expect(restored.added.map(({ value }) => value).toSorted()).toEqual(values[0]);

      const pages = await readPages(stub);
      for (const { held } of pages) expect(held).toBeLessThanOrEqual(MOST);
      expect(pages.reduce((sum, { touched }) => sum + touched, 0)).toBe(210_000);
    },
  );

  it(
    'R16: has a change of 30,000 in two parts, which are restored from as one',
    TIMEOUT,
    async () => {
      const now = Date.UTC(2030, 0, 31, 8);
      vi.useFakeTimers({ toFake: ['Date'], now });
      const { stub, change } = await create();
      await change(tenThousand(0, now + HOUR));
      vi.setSystemTime(now + 2 * HOUR);
      const both = await change(tenThousand(1));
      expect(both).toMatchObject({ count: 20_000, expired: 10_000 });
      await change({ kind: 'disable' });
      const before = await change(tenThousand(2));
      const restored = await change({ kind: 'restore-revision', revision: both.revision });
      expect([restored.added.length, restored.removed.length]).toEqual([20_000, 10_000]);
      expect(restored).toMatchObject({ count: 20_000, expired: 10_000 });

      const pages = await readPages(stub);
      for (const { held } of pages) expect(held).toBeLessThanOrEqual(MOST);
      expect(pages[0]?.actions).toEqual(['allowlist-restored']);
      expect(pages[1]?.actions).toEqual(['allowlist-restored']);
      expect(pages.reduce((sum, { touched }) => sum + touched, 0)).toBe(80_000);
      const undo = { kind: 'restore-revision', revision: before.revision } as const;
      const { change: undone, held } = await reckon(stub, undo);
      expect(undone).toMatchObject({ added: 10_000, removed: 20_000 });
      expect(held).toBeLessThanOrEqual(MOST);
    },
  );
});
