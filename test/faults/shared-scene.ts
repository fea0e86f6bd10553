/**
 * A shared list, two accounts that include it, and two accounts of domains, one of each consistency. The list and the
 * domains change elsewhere. KV has both: as it was before, and as it is.
 */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import { findDomainAccount } from '../../shared/account-id.ts';
import { listObjectName } from '../../shared/list-name.ts';
import type { Env } from '../../worker/platform/env.ts';
import { relayTokensKey } from '../../worker/replicas/relay-tokens.ts';
import { frozenKv } from '../worker/support/faulty-bindings.ts';
import { env } from '../worker/support/test-worker.ts';
import { ADDRESSES } from './check-scene.ts';
import type { FaultPlace } from './expected-shared.ts';

const CONSISTENCIES = ['default', 'strict'] as const;
const BY = { tokenId: 'test', name: 'test' };
const CONTEXT = { by: BY, revisions: undefined, idempotency: undefined, caller: undefined };
const LIST = 'office';
const MINUTE_MS = 60_000;

/** On the list of each account that includes the shared list. */
export const OWN_ADDRESS = '198.51.100.1';

const stubOf = (name: string) => env.ACCOUNTS.getByName(name);
const idOf = (name: string) => env.ACCOUNTS.idFromName(name).toString();
const entry = (value: string, expiresAt: number | null = null) => ({
  format: 'address' as const,
  value,
  remark: '',
  expiresAt,
});

async function expectDone(done: Promise<{ readonly ok: boolean }>): Promise<void> {
  expect(await done).toMatchObject({ ok: true });
}

export class SharedScene {
  readonly including = { default: 'including@faults.example', strict: 'strictly@faults.example' };
  readonly ofDomain = { default: 'user@domain.example', strict: 'user@strict.example' };
  /** KV as it was before the changes. */
  readonly lagging: Env['REPLICA'] = frozenKv();

  static async create(): Promise<SharedScene> {
    const scene = new SharedScene();
    const list = listObjectName(LIST);
    await expectDone(stubOf(list).createList(LIST, {}, BY));
    for (const consistency of CONSISTENCIES) {
      const account = scene.including[consistency];
      await expectDone(stubOf(account).create(account, { consistency }, BY));
      const imported = [entry(OWN_ADDRESS)];
      await expectDone(stubOf(account).change({ kind: 'import', imported }, CONTEXT));
      await expectDone(stubOf(account).change({ kind: 'attach', list: LIST }, CONTEXT));
      const domain = domainOf(scene.ofDomain[consistency]);
      await expectDone(stubOf(domain).create(domain, { consistency }, BY));
    }
    const imported = [
      entry(ADDRESSES.removed),
      entry(ADDRESSES.listed),
      entry(ADDRESSES.expired, Date.now() - MINUTE_MS),
    ];
    for (const name of scene.#shared)
      await expectDone(stubOf(name).change({ kind: 'import', imported }, CONTEXT));
    await scene.#publish();
    for (const name of scene.#all) await scene.lagging.get(idOf(name), 'arrayBuffer');
    for (const login of Object.values(scene.ofDomain))
      await scene.lagging.get(idOf(login), 'arrayBuffer');
    await scene.lagging.get(relayTokensKey(env), 'text');
    for (const name of scene.#shared) await exchange(name);
    await scene.#publish();
    return scene;
  }

  /** Decides whether an object has the fault that is at the place. */
  isMeant(id: string, place: FaultPlace): boolean {
    const isShared = this.#shared.some((name) => idOf(name) === id);
    return isShared === (place === 'shared');
  }

  get #shared(): string[] {
    return [listObjectName(LIST), ...Object.values(this.ofDomain).map(domainOf)];
  }

  get #all(): string[] {
    return [...Object.values(this.including), ...this.#shared];
  }

  async #publish(): Promise<void> {
    vi.setSystemTime(Date.now() + 1_000);
    for (const name of this.#all) await runDurableObjectAlarm(stubOf(name));
  }
}

function domainOf(login: string): string {
  const domain = findDomainAccount(login);
  if (domain === undefined) throw new Error(`${login} has no domain`);
  return domain;
}

/** One address goes, and one comes. */
async function exchange(name: string): Promise<void> {
  const list = await stubOf(name).readAllowlist();
  if (!list.ok) throw new Error(list.error.detail);
  const removed = list.value.entries.find(({ value }) => value === ADDRESSES.removed);
  const addition = { ...entry(ADDRESSES.added), values: [ADDRESSES.added] };
  const command = { kind: 'replace', remove: [removed?.id ?? ''], addition } as const;
  await expectDone(stubOf(name).change(command, CONTEXT));
}
