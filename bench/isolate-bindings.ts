/**
 * The bindings of one isolate, with which the Worker's own code for checks runs in this process. The KV has a
 * replica of every account, which is made when it is read. The objects answer the same as the KV.
 */
import { createHash } from 'node:crypto';
import type { Entry } from '../shared/allowlist.ts';
import { formatAddress } from '../shared/ip-address.ts';
import { findListName, listObjectName } from '../shared/list-name.ts';
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
  /** Returns how often the KV was read. */
  readonly kvReads: () => number;
}

/**
 * Returns the name of an account. Existing accounts are numbered from 0. A larger number gives a name that no
 * account has.
 */
export function accountName(index: number): string {
  return `sender${String(index).padStart(NUMBER_DIGITS, '0')}@example.com`;
}

/** The addresses on the list of every account. */
export const LISTED_ADDRESSES: readonly string[] = listedEntries().map(({ value }) => value);

/** `lists` are the names of the shared lists that every account includes. */
export async function openIsolate(
  accounts: number,
  lists: readonly string[] = [],
): Promise<Isolate> {
  const token = newTokenText(undefined);
  const digest = await digestOf(token.text);
  const relay = { id: token.id, role: 'relay', digest, expiresAt: null } as const;
  const relays = encodeRelayTokens({ version: 1, tokens: [relay] });
  const findReplica = replicasOf(accounts, lists);
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

/**
 * Returns an object id with 64 hexadecimal digits, like that of a real namespace. It is the number of the
 * account. A shared list has a number that no account reaches.
 */
function objectId(name: string): string {
  const list = findListName(name);
  const number = list === undefined ? Number(/\d+/.exec(name)?.[0]) : listNumber(list);
  return number.toString(16).padStart(64, '0');
}

function listNumber(list: string): number {
  return 0xff_0000_0000 + Number(/\d+/.exec(list)?.[0]);
}

/**
 * Returns the replica for an object id. All replicas are that of the first account, with another number written
 * into the name.
 */
function replicasOf(
  accounts: number,
  lists: readonly string[],
): (id: string) => ArrayBuffer | null {
  const first = accountName(0);
  const header = { ...headerOf(first), ...(lists.length > 0 && { lists }) };
  const bytes = Buffer.from(encodeReplica(header, listedEntries()));
  const find = namedCopiesOf(bytes);
  const ofList = new Map(
    lists.map((list) => {
      const name = listObjectName(list);
      return [objectId(name), encodeReplica(headerOf(name), listedEntries())];
    }),
  );
  return (id) => {
    const list = ofList.get(id);
    if (list) return list.slice(0);
    const index = Number.parseInt(id, 16);
    return index >= accounts ? null : find(index);
  };
}

/** Writes the names of other accounts into the replica of the first one. */
function namedCopiesOf(bytes: Buffer): (index: number) => ArrayBuffer {
  const nameAt = bytes.indexOf(accountName(0));
  return (index) => {
    const replica = new Uint8Array(bytes);
    new TextEncoder().encodeInto(accountName(index), replica.subarray(nameAt));
    return replica.buffer;
  };
}

/** Returns what an agent holds of each account: its replica, without tokens and remarks. */
export function copiesOf(accounts: number): (index: number) => ArrayBuffer {
  const header = { ...headerOf(accountName(0)), tokens: [] };
  const entries = listedEntries().map((entry) => ({ ...entry, remark: '' }));
  const find = namedCopiesOf(Buffer.from(encodeReplica(header, entries)));
  return (index) => {
    if (index >= accounts) throw new Error(`there are ${accounts} accounts`);
    return find(index);
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

/** The tokens of a manager and of a checker. */
const TOKENS = (['manager', 'checker'] as const).map((role, index) => ({
  id: index.toString(16).padStart(16, '0'),
  role,
  digest: createHash('sha256').update(role).digest('hex'),
  expiresAt: null,
}));
