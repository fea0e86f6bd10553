/**
 * The bytes of an account's replica in KV: what a check needs, laid out so that it reads them in place.
 *
 *   preamble   8 × u32: magic, bytes of the header, intervals of IPv4, of IPv6, entries, expiries,
 *              bytes of the texts, version
 *   expiries   entries × f64, or none  see compiled-list.ts
 *   ipv4       intervals of IPv4 × 2 × u32
 *   ipv6       intervals of IPv6 × 8 × u32
 *   owners     intervals × u32
 *   offsets    (entries + 1) × u32     where each entry's text begins
 *   ids        entries × 16 bytes
 *   header     JSON (ReplicaHeader without its version)
 *   texts      the value, a blank and the remark of each entry; only the one that matched is read
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
import { ENTRY_ID_BYTES, readEntryId, writeEntryId } from './entry-ids.ts';
import type { VerifiableToken } from './token-store.ts';

const MAGIC = 0x33_47_44_53; // "SDG3"
const PREAMBLE_BYTES = 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export type Consistency = 'default' | 'strict';

export interface ReplicaHeader {
  /** Rises with every change of what is published: the list, the tokens, the settings. Below 2³². */
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

export function encodeReplica(
  { version, ...header }: ReplicaHeader,
  entries: Allowlist['entries'],
): ArrayBuffer {
  const { ipv4, ipv6, owners, expiries } = compileList(entries);
  const headerBytes = encoder.encode(JSON.stringify(header));
  const ids = new Uint8Array(entries.length * ENTRY_ID_BYTES);
  const offsets = new Uint32Array(entries.length + 1);
  const texts = entries.map(({ id, value, remark }, index) => {
    writeEntryId(ids, index, id);
    const text = encoder.encode(`${value} ${remark}`);
    offsets[index + 1] = (offsets[index] ?? 0) + text.byteLength;
    return text;
  });
  const preamble = [
    MAGIC,
    headerBytes.length,
    ipv4.length / IPV4_INTERVAL_WORDS,
    ipv6.length / IPV6_INTERVAL_WORDS,
    entries.length,
    expiries.length,
    offsets[entries.length] ?? 0,
    version,
  ];
  const parts = [
    Uint32Array.from(preamble),
    expiries,
    ipv4,
    ipv6,
    owners,
    offsets,
    ids,
    headerBytes,
    ...texts,
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes.buffer;
}

/**
 * Undefined when the bytes are not of this layout, cut off, or not a replica at all. Where they are of the version
 * that is held, that is what is given: nothing of them is read.
 */
export function openReplica(
  buffer: ArrayBuffer,
  held?: AccountReplica,
): AccountReplica | undefined {
  if (buffer.byteLength < PREAMBLE_BYTES) return undefined;
  const preamble = new Uint32Array(buffer, 0, PREAMBLE_BYTES / 4);
  const [
    magic,
    headerBytes = 0,
    ipv4Count = 0,
    ipv6Count = 0,
    entryCount = 0,
    expiryCount = 0,
    textBytes = 0,
    version = 0,
  ] = preamble;
  if (magic !== MAGIC || (expiryCount !== 0 && expiryCount !== entryCount)) return undefined;
  const ipv4Words = ipv4Count * IPV4_INTERVAL_WORDS;
  const ipv6Words = ipv6Count * IPV6_INTERVAL_WORDS;
  const ipv4At = PREAMBLE_BYTES + expiryCount * 8;
  const ipv6At = ipv4At + ipv4Words * 4;
  const ownersAt = ipv6At + ipv6Words * 4;
  const offsetsAt = ownersAt + (ipv4Count + ipv6Count) * 4;
  const idsAt = offsetsAt + (entryCount + 1) * 4;
  const headerAt = idsAt + entryCount * ENTRY_ID_BYTES;
  const textsAt = headerAt + headerBytes;
  if (buffer.byteLength !== textsAt + textBytes) return undefined;
  if (held?.version === version) return held;
  const offsets = new Uint32Array(buffer, offsetsAt, entryCount + 1);
  const ids = new Uint8Array(buffer, idsAt, entryCount * ENTRY_ID_BYTES);
  const header: Omit<ReplicaHeader, 'version'> = JSON.parse(
    readText(buffer, headerAt, headerBytes),
  );
  return {
    ...header,
    version,
    bytes: buffer.byteLength,
    expiries: new Float64Array(buffer, PREAMBLE_BYTES, expiryCount),
    ipv4: new Uint32Array(buffer, ipv4At, ipv4Words),
    ipv6: new Uint32Array(buffer, ipv6At, ipv6Words),
    owners: new Uint32Array(buffer, ownersAt, ipv4Count + ipv6Count),
    entryAt(index) {
      const from = offsets[index] ?? 0;
      const text = readText(buffer, textsAt + from, (offsets[index + 1] ?? from) - from);
      const blank = text.indexOf(' ');
      return {
        id: readEntryId(ids, index),
        value: text.slice(0, blank),
        remark: text.slice(blank + 1),
      };
    },
  };
}

function readText(buffer: ArrayBuffer, at: number, length: number): string {
  return decoder.decode(new Uint8Array(buffer, at, length));
}
