/** Copies of accounts and lists, made as the Worker makes them. */
import type { Entry } from '../../../shared/allowlist.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import {
  type AccountReplica,
  encodeReplica,
  openReplica,
  type ReplicaHeader,
} from '../../../worker/replicas/replica-format.ts';

export type CopyTerms = Partial<ReplicaHeader> & { readonly account: string };

const HEADER = {
  version: 3,
  revision: 2,
  mode: 'enforce',
  suspended: false,
  consistency: 'default',
  deleted: false,
  tokens: [],
} as const;

export function entryOf(value: string, expiresAt: number | null = null): Entry {
  const parsed = parseValue('address', value);
  if (!parsed.ok) throw new Error(`no address: ${value}`);
  return {
    id: '0192f6a0c0de7000800000000000abcd',
    format: 'address',
    value: parsed.value.value,
    range: parsed.value.range,
    remark: '',
    createdAt: 0,
    createdBy: { tokenId: 't1', name: 'admin' },
    expiresAt,
  };
}

export function replicaOf(terms: CopyTerms, entries: readonly Entry[] = []): AccountReplica {
  const replica = openReplica(encodeReplica({ ...HEADER, ...terms }, entries));
  if (!replica) throw new Error('no replica');
  return replica;
}
