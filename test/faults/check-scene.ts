/** Two accounts, one of each consistency, with the same fail mode. Their lists change elsewhere while a fault lasts. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import type { AccountFailMode } from '../../shared/fail-mode.ts';
import type { Env } from '../../worker/platform/env.ts';
import { relayTokensKey } from '../../worker/replicas/relay-tokens.ts';
import { frozenKv } from '../worker/support/faulty-bindings.ts';
import { env, TestWorker } from '../worker/support/test-worker.ts';
import type { FaultQuestion } from './expected.ts';

const CONSISTENCIES = ['default', 'strict'] as const;
const BY = { tokenId: 'test', name: 'test' };
const CONTEXT = { by: BY, revisions: undefined, idempotency: undefined, caller: undefined };
const MINUTE_MS = 60_000;

export const ADDRESSES: Readonly<Record<FaultQuestion, string>> = {
  removed: '192.0.2.1',
  listed: '192.0.2.2',
  added: '192.0.2.3',
  unlisted: '192.0.2.4',
  expired: '192.0.2.5',
};

let accounts = 0;

async function issueChecker(account: string): Promise<string> {
  const request = `POST /v1/accounts/${encodeURIComponent(account)}/tokens`;
  const body = { role: 'checker', name: 'host' };
  return (await new TestWorker().operator<api.IssuedToken>(request, { body })).body.token;
}

export class CheckScene {
  readonly names = Object.fromEntries(
    CONSISTENCIES.map((consistency) => [
      consistency,
      `${consistency}-${++accounts}@faults.example.com`,
    ]),
  ) as Record<(typeof CONSISTENCIES)[number], string>;
  /** The token of a sending host, by account. */
  readonly checkers = new Map<string, string>();
  /** KV as it was before the changes. */
  readonly lagging: Env['REPLICA'] = frozenKv();

  static async create(failMode: AccountFailMode = 'default'): Promise<CheckScene> {
    const scene = new CheckScene();
    for (const consistency of CONSISTENCIES) {
      const stub = env.ACCOUNTS.getByName(scene.names[consistency]);
      expect((await stub.create(scene.names[consistency], { consistency, failMode }, BY)).ok).toBe(
        true,
      );
      const imported = [
        { value: ADDRESSES.removed, expiresAt: null },
        { value: ADDRESSES.listed, expiresAt: null },
        { value: ADDRESSES.expired, expiresAt: Date.now() - MINUTE_MS },
      ].map((entry) => ({ format: 'address' as const, remark: '', ...entry }));
      expect((await stub.change({ kind: 'import', imported }, CONTEXT)).ok).toBe(true);
      scene.checkers.set(scene.names[consistency], await issueChecker(scene.names[consistency]));
      vi.setSystemTime(Date.now() + 1_000);
      await runDurableObjectAlarm(stub);
      await scene.lagging.get(stub.id.toString(), 'arrayBuffer');
    }
    await scene.lagging.get(relayTokensKey(env), 'text');
    return scene;
  }

  get stubs() {
    return CONSISTENCIES.map((consistency) => env.ACCOUNTS.getByName(this.names[consistency]));
  }

  /**
   * Changes both lists at another place: one address goes and one comes. Both changes are
   * acknowledged.
   */
  async change(): Promise<void> {
    for (const stub of this.stubs) {
      const list = await stub.readAllowlist();
      if (!list.ok) throw new Error(list.error.detail);
      const removed = list.value.entries.find(({ value }) => value === ADDRESSES.removed);
      const replaced = await stub.change(
        {
          kind: 'replace',
          remove: [removed?.id ?? ''],
          addition: { format: 'address', values: [ADDRESSES.added], remark: '', expiresAt: null },
        },
        CONTEXT,
      );
      expect(replaced.ok).toBe(true);
    }
  }

  /** Writes an operator's note, which no list and no revision shows. The write may fail. */
  async note(): Promise<void> {
    const context = { by: BY, revisions: undefined };
    for (const stub of this.stubs)
      await stub.changeSettings({ note: 'noted' }, context).catch(() => undefined);
  }

  /** The values that the objects hold. */
  async values(): Promise<string[][]> {
    return Promise.all(
      this.stubs.map(async (stub) => {
        const list = await stub.readAllowlist();
        return list.ok ? list.value.entries.map(({ value }) => value).sort() : [];
      }),
    );
  }
}
