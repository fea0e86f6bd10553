/**
 * The bytes of an account's replica in KV: what a check needs, laid out so that it reads them in place.
 *
 *   preamble   6 × u32: magic, header bytes, intervals of IPv4, of IPv6, entries, detail bytes
 *   expiries   entries × f64           see compiled-list.ts
 *   ipv4       intervals of IPv4 × 2 × u32
 *   ipv6       intervals of IPv6 × 8 × u32
 *   owners     intervals × u32
 *   offsets    (entries + 1) × u32     where each entry's detail begins
 *   header     JSON (ReplicaHeader)
 *   details    JSON [id, value, remark] an entry; only the one that matched is parsed
 *
 * Numbers are little-endian, as on every machine that runs Workers. A new layout takes a new magic:
 * bytes of another layout read as no replica, and the object is asked.
 */
import type { Allowlist, Mode } from '../../shared/allowlist.ts';
import {
  compileList,
  IPV4_INTERVAL_WORDS,
  IPV6_INTERVAL_WORDS,
} from '../../shared/compiled-list.ts';
import type { EnforcedList } from '../../shared/decision.ts';
import type { VerifiableToken } from './token-store.ts';

const MAGIC = 0x32_47_44_53; // "SDG2"
const PREAMBLE_BYTES = 24;

const decoder = new TextDecoder();

export type Consistency = 'default' | 'strict';

export interface ReplicaHeader {
  /** Rises with every change of what is published: the list, the tokens, the settings. */
  readonly version: number;
  readonly account: string;
  readonly revision: number;
  readonly mode: Mode;
  readonly suspended: boolean;
  readonly consistency: Consistency;
  /** The account was deleted: nothing else in the replica counts. */
  readonly deleted: boolean;
  readonly tokens: readonly VerifiableToken[];
}

export interface MatchedEntry {
  readonly id: string;
  readonly value: string;
  readonly remark: string;
}

export interface AccountReplica extends ReplicaHeader, EnforcedList {
  readonly bytes: number;
  entryAt(index: number): MatchedEntry;
}

export function encodeReplica(header: ReplicaHeader, entries: Allowlist['entries']): ArrayBuffer {
  const { ipv4, ipv6, owners, expiries } = compileList(entries);
  const encoder = new TextEncoder();
  const headerBytes = encoder.encode(JSON.stringify(header));
  const details = entries.map((entry) =>
    encoder.encode(JSON.stringify([entry.id, entry.value, entry.remark])),
  );
  const offsets = new Uint32Array(details.length + 1);
  details.forEach((detail, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + detail.byteLength;
  });
  const detailBytes = offsets[details.length] ?? 0;
  const preamble = [
    MAGIC,
    headerBytes.length,
    ipv4.length / IPV4_INTERVAL_WORDS,
    ipv6.length / IPV6_INTERVAL_WORDS,
    entries.length,
    detailBytes,
  ];
  const parts = [
    Uint32Array.from(preamble),
    expiries,
    ipv4,
    ipv6,
    owners,
    offsets,
    headerBytes,
    ...details,
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes.buffer;
}

/** Undefined when the bytes are not of this layout, cut off, or not a replica at all. */
export function openReplica(buffer: ArrayBuffer): AccountReplica | undefined {
  if (buffer.byteLength < PREAMBLE_BYTES) return undefined;
  const preamble = new Uint32Array(buffer, 0, PREAMBLE_BYTES / 4);
  const [magic, headerBytes = 0, ipv4Count = 0, ipv6Count = 0, entryCount = 0, detailBytes = 0] =
    preamble;
  if (magic !== MAGIC) return undefined;
  const ipv4Words = ipv4Count * IPV4_INTERVAL_WORDS;
  const ipv6Words = ipv6Count * IPV6_INTERVAL_WORDS;
  const ipv4At = PREAMBLE_BYTES + entryCount * 8;
  const ipv6At = ipv4At + ipv4Words * 4;
  const ownersAt = ipv6At + ipv6Words * 4;
  const offsetsAt = ownersAt + (ipv4Count + ipv6Count) * 4;
  const headerAt = offsetsAt + (entryCount + 1) * 4;
  const detailsAt = headerAt + headerBytes;
  if (buffer.byteLength !== detailsAt + detailBytes) return undefined;
  const offsets = new Uint32Array(buffer, offsetsAt, entryCount + 1);
  const header: ReplicaHeader = readJson(buffer, headerAt, headerBytes);
  return {
    ...header,
    bytes: buffer.byteLength,
    expiries: new Float64Array(buffer, PREAMBLE_BYTES, entryCount),
    ipv4: new Uint32Array(buffer, ipv4At, ipv4Words),
    ipv6: new Uint32Array(buffer, ipv6At, ipv6Words),
    owners: new Uint32Array(buffer, ownersAt, ipv4Count + ipv6Count),
    entryAt(index) {
      const from = offsets[index] ?? 0;
      const length = (offsets[index + 1] ?? from) - from;
      const [id, value, remark]: [string, string, string] = readJson(
        buffer,
        detailsAt + from,
        length,
      );
      return { id, value, remark };
    },
  };
}

function readJson<Value>(buffer: ArrayBuffer, at: number, length: number): Value {
  return JSON.parse(decoder.decode(new Uint8Array(buffer, at, length)));
}
