/** Tells whether KV has what the objects hold. The second word of the bytes is the version. */
import { setTimeout } from 'node:timers/promises';
import type { Miniflare } from 'miniflare';

/** An object publishes one second after its last publication. It waits longer after a failure. */
const DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 50;

interface AccountStub {
  readonly id: { toString(): string };
  readReplica(knownVersion: number): Promise<ArrayBuffer>;
}

interface DirectoryStub {
  readonly id: { toString(): string };
  readRelayTokens(knownVersion: number): Promise<string>;
}

interface Kv {
  get(key: string, type: 'text'): Promise<string | null>;
  get(key: string, type: 'arrayBuffer'): Promise<ArrayBuffer | null>;
}

interface Namespace<Stub> {
  getByName(name: string): Stub;
}

export async function waitUntilPublished(
  miniflare: Miniflare,
  worker: string,
  accounts: readonly string[],
): Promise<void> {
  const { ACCOUNTS, DIRECTORY, REPLICA } = await miniflare.getBindings<{
    ACCOUNTS: Namespace<AccountStub>;
    DIRECTORY: Namespace<DirectoryStub>;
    REPLICA: Kv;
  }>(worker);

  async function isAccountPublished(account: string): Promise<boolean> {
    const stub = ACCOUNTS.getByName(account);
    const bytes = await REPLICA.get(stub.id.toString(), 'arrayBuffer');
    return bytes !== null && versionOf(bytes) === versionOf(await stub.readReplica(-1));
  }

  async function areRelaysPublished(): Promise<boolean> {
    const stub = DIRECTORY.getByName('directory');
    const text = await REPLICA.get(`relay-tokens-${stub.id}`, 'text');
    const held = JSON.parse(await stub.readRelayTokens(-1));
    return text !== null && JSON.parse(text).version === held.version;
  }

  const until = Date.now() + DEADLINE_MS;
  for (const account of accounts) await poll(() => isAccountPublished(account), until, account);
  await poll(areRelaysPublished, until, 'the relay tokens');
}

function versionOf(replica: ArrayBuffer): number | undefined {
  return new Uint32Array(replica, 0, 2)[1];
}

async function poll(isDone: () => Promise<boolean>, until: number, what: string): Promise<void> {
  while (!(await isDone())) {
    if (Date.now() > until) throw new Error(`${what}: KV does not have the newest`);
    await setTimeout(LOOK_EVERY_MS);
  }
}
