/**
 * The bindings of one isolate, so that the Worker's own check path runs in this process: a KV that has
 * a replica of every account, made when it is read, and objects that say what the KV says.
 */
import { createHash } from 'node:crypto';
import type { Entry } from '../shared/allowlist.ts';
import { formatAddress } from '../shared/ip-address.ts';
import type { Env } from '../worker/platform/env.ts';
import { encodeRelayTokens } from '../worker/replicas/relay-tokens.ts';
import { encodeReplica } from '../worker/replicas/replica-format.ts';
import { digestOf, newTokenText } from '../worker/tokens/token-text.ts';
import { sampleEntries } from './sample-list.ts';

const ENTRIES_EACH = 10;
const NUMBER_DIGITS = 6;

export interface Isolate {
  readonly env: Env;
  readonly relayToken: string;
  /** How often the KV was read. */
  readonly kvReads: () => number;
}

/** Those of the accounts that exist are numbered from 0; a greater number is a name that nobody has. */
export function accountName(index: number): string {
  return `sender${String(index).padStart(NUMBER_DIGITS, '0')}@example.com`;
}

/** Listed for every account. */
export const LISTED_ADDRESSES: readonly string[] = listedEntries().map(({ value }) => value);

export async function openIsolate(accounts: number): Promise<Isolate> {
  const token = newTokenText(undefined);
  const digest = await digestOf(token.text);
  const relay = { id: token.id, role: 'relay', digest, expiresAt: null } as const;
  const relays = encodeRelayTokens({ version: 1, tokens: [relay] });
  const findReplica = replicasOf(accounts);
  let kvReads = 0;
  const bindings = {
    REPLICA: {
      async get(key: string) {
        kvReads++;
        return key.startsWith('relay-tokens') ? relays : findReplica(key);
      },
    },
    ACCOUNTS: {
      idFromName: objectId,
      idFromString: (id: string) => id,
      get: (id: string) => ({
        readReplica: async () => findReplica(id) ?? 'unknown',
        recordActivity: async () => undefined,
        recordTokenUse: async () => undefined,
      }),
    },
    DIRECTORY: {
      getByName: () => ({
        hasAccount: async (id: string) => findReplica(id) !== null,
        readRelayTokens: async () => relays,
        recordTokenUse: async () => undefined,
      }),
    },
  };
  return { env: bindings as unknown as Env, relayToken: token.text, kvReads: () => kvReads };
}

/** 64 hexadecimal digits, as a namespace gives them: the account's number. */
function objectId(account: string): string {
  return Number(/\d+/.exec(account)?.[0]).toString(16).padStart(64, '0');
}

/** By object id. All are the first account's but for the number in the name, which is written over it. */
function replicasOf(accounts: number): (id: string) => ArrayBuffer | null {
  const first = accountName(0);
  const bytes = Buffer.from(encodeReplica(headerOf(first), listedEntries()));
  const nameAt = bytes.indexOf(first);
  return (id) => {
    const index = Number.parseInt(id, 16);
    if (index >= accounts) return null;
    const replica = new Uint8Array(bytes);
    new TextEncoder().encodeInto(accountName(index), replica.subarray(nameAt));
    return replica.buffer;
  };
}

function listedEntries(): Entry[] {
  return sampleEntries(ENTRIES_EACH).map(({ range, expiresAt }, index) => ({
    id: index.toString(16).padStart(32, '0'),
    format: 'address',
    value: formatAddress(range.first),
    range: { first: range.first, last: range.first },
    remark: `host ${index} of the office`,
    createdAt: 0,
    createdBy: { tokenId: '0', name: 'admin' },
    expiresAt,
  }));
}

function headerOf(account: string) {
  return {
    version: 12,
    account,
    revision: 10,
    mode: 'enforce',
    suspended: false,
    consistency: 'default',
    deleted: false,
    tokens: TOKENS,
  } as const;
}

/** A manager's and a checker's. */
const TOKENS = (['manager', 'checker'] as const).map((role, index) => ({
  id: index.toString(16).padStart(16, '0'),
  role,
  digest: createHash('sha256').update(role).digest('hex'),
  expiresAt: null,
}));
