/**
 * Synchronisations page by page, while accounts and lists come, change and go, objects are lost, the directory is
 * restarted, and two holders read at the same time.
 */
import { evictDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listObjectName } from '../../../shared/list-name.ts';
import { readFeedCursor } from '../../../worker/management/routes/feed-cursor.ts';
import { readFeedPage } from '../../../worker/management/routes/read-feed.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { runInside, someAccountsWith } from '../support/faulty-bindings.ts';
import { HeldCopies } from '../support/feed-holder.ts';
import { passTime } from '../support/pass-time.ts';
import { env, TestWorker } from '../support/test-worker.ts';

const RUNS = 15;
const worker = new TestWorker();
const stub = () => directoryOf(env);
const objectOf = (name: string) => env.ACCOUNTS.getByName(name);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The versions of which the directory knows, by the names of the objects. */
const told = () =>
  runInside(stub(), (_object, { storage: { sql } }) => {
    const query = `SELECT account AS name, version FROM accounts
      UNION ALL SELECT char(0) || list, version FROM lists`;
    const rows = sql.exec<{ name: string; version: number }>(query).toArray();
    return new Map(rows.map(({ name, version }) => [name, version]));
  });

class Reader extends HeldCopies {
  /** What the directory knew when the synchronisation began. */
  #known: ReadonlyMap<string, number> | undefined;
  readonly #lost: ReadonlySet<string>;

  constructor(lost: ReadonlySet<string>) {
    super();
    this.#lost = lost;
  }

  async readPage(): Promise<boolean> {
    this.#known ??= await told();
    const ids = new Set([...this.#lost].map((name) => env.ACCOUNTS.idFromName(name).toString()));
    const fail = () => Promise.reject(new Error('out of reach'));
    const bindings = { ...env, ACCOUNTS: someAccountsWith((id) => ids.has(id), fail) };
    const page = await readFeedPage(bindings, readFeedCursor(this.cursor), {
      items: 2,
      bytes: 1e6,
    });
    expect(page.accounts.length + page.lists.length).toBeLessThanOrEqual(2);
    if (!this.take(page)) return false;
    this.#expectFresh(this.#known);
    this.#known = undefined;
    return true;
  }

  async synchronise(): Promise<void> {
    for (let pages = 0; !(await this.readPage()); pages++) expect(pages).toBeLessThan(100);
  }

  /** What was gone at the begin, and is not back, is gone here. Nothing is older than it was at the begin. */
  #expectFresh(known: ReadonlyMap<string, number>): void {
    for (const [name, version] of known) {
      const copy = this.held.get(name);
      if (copy !== undefined && copy !== 'unreadable')
        expect(copy.version).toBeGreaterThanOrEqual(version);
    }
  }
}

const NAMES = [
  'a@example.com',
  'b@example.com',
  '@example.com',
  listObjectName('x'),
  listObjectName('y'),
];

function pathOf(name: string): string {
  return name.startsWith('\0')
    ? `/v1/lists/${name.slice(1)}`
    : `/v1/accounts/${encodeURIComponent(name)}`;
}

const make = (name: string) =>
  name.startsWith('\0')
    ? worker.operator('POST /v1/lists', { body: { list: name.slice(1) } })
    : worker.operator('POST /v1/accounts', { body: { account: name } });

let changes = 0;
const change = (name: string) =>
  worker.operator(`PATCH ${pathOf(name)}`, { body: { limit: 10 + (++changes % 80) } });

const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  fc.record({
    do: fc.constantFrom('make', 'make', 'change', 'delete', 'lose', 'lose', 'find'),
    name,
  }),
  fc.record({ do: fc.constantFrom('read', 'synchronise'), reader: fc.nat(1) }),
  fc.record({ do: fc.constantFrom('restart', 'settle') }),
);

async function restart(): Promise<void> {
  // Only an object that runs can be evicted.
  await told();
  await evictDurableObject(stub());
}

async function settle(): Promise<void> {
  for (const one of NAMES) await passTime(objectOf(one), 5_000);
}

it('both holders end with what there is, and are never behind what the directory knew', async () => {
  // The directory makes its tables with the first write.
  await worker.relayToken();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const lost = new Set<string>();
      const readers = [new Reader(lost), new Reader(lost)];
      for (const one of NAMES) await make(one);
      for (const one of steps) {
        vi.setSystemTime(Date.now() + 1_500);
        if (one.do === 'restart') await restart();
        else if (one.do === 'settle') await settle();
        else if ('reader' in one) {
          const reader = readers[one.reader];
          await (one.do === 'read' ? reader?.readPage() : reader?.synchronise());
        } else if ('name' in one) {
          if (one.do === 'make') await make(one.name);
          if (one.do === 'change') await change(one.name);
          if (one.do === 'delete') await worker.operator(`DELETE ${pathOf(one.name)}`);
          if (one.do === 'lose') lost.add(one.name);
          if (one.do === 'find') lost.delete(one.name);
        }
      }
      await settle();
      lost.clear();
      const standing = await told();
      for (const reader of readers) {
        // The one that was begun ends, and the next one reads again what could not be read.
        await reader.synchronise();
        await reader.synchronise();
        const held = [...reader.held].map(([one, copy]) => [
          one,
          copy === 'unreadable' ? copy : copy.version,
        ]);
        expect(new Map(held as [string, number][])).toEqual(standing);
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);
