/**
 * The bytes of an account's replica in KV. A check reads all it needs in place, without any parsing of the
 * list.
 *
 *   preamble   10 × u32: magic with the layout's number, version, bytes of the header, bytes of the texts,
 *              ends of IPv4, of IPv6, entries, expiries, changes, flags (an f64 begins at a multiple of 8)
 *   expiries   entries × f64, or none  see compiled-list.ts
 *   ipv4       ends of IPv4 × u32
 *   ipv6       ends of IPv6 × 4 × u32
 *   offsets    (entries + 1) × u32     where each entry's text begins
 *   owners     ends × u16
 *   ids        entries × 2 × u16, changes × 7 × u16   see entry-ids.ts
 *   header     JSON (ReplicaHeader without its version)
 *   texts      the value, a blank and the remark of each entry; only the one that matched is read
 *
 * The value of a single address is left out, because it is the address that matched. If the entry has no remark
 * either, its text is empty. The bytes are kept short, because KV's part of a check's time grows with them.
 *
 * Numbers are little-endian, as on every machine that runs Workers. If this code does not know the layout of
 * the bytes, it treats them as no replica, and the object is asked. If a newer version writes something unknown
 * in a known layout, it counts as a refusal: see layouts.ts.
 */
import { LRUCache } from 'lru-cache';
import type { Allowlist, Entry, Mode } from '../../shared/allowlist.ts';
import { compileList, IPV6_WORDS } from '../../shared/compiled-list.ts';
import type { EnforcedList } from '../../shared/decision.ts';
import { type AccountFailMode, readFailMode } from '../../shared/fail-mode.ts';
import type { TokenRole, VerifiableToken } from '../tokens/token-record.ts';
import { CHANGE_WORDS, packIds, unpackId } from './entry-ids.ts';
import { isReadableLayout, PUBLISHED_LAYOUT } from './layouts.ts';

/** "SDG", and the digit of the layout in the highest byte. */
const MAGIC = 0x30_47_44_53;
const LAYOUT_STEP = 0x01_00_00_00;
const PREAMBLE_BYTES = 40;

const MODES: readonly Mode[] = ['off', 'observe', 'enforce'];
const ROLES: readonly TokenRole[] = ['manager', 'viewer', 'checker'];

/** One empty array for all replicas, because each typed array takes as much memory as a short list. */
const NONE = new Float64Array();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export type Consistency = 'default' | 'strict';

export interface ReplicaHeader {
  /**
   * The version, below 2³². It rises with every change of the published data: the list, the tokens and the
   * settings.
   */
  readonly version: number;
  readonly account: string;
  readonly revision: number;
  readonly mode: Mode;
  readonly suspended: boolean;
  readonly consistency: Consistency;
  /** Whether the account was deleted. Nothing else in the replica counts then. */
  readonly deleted: boolean;
  readonly tokens: readonly VerifiableToken[];
  /**
   * The names of the shared lists that the account includes (R20). It stands only if there are any. A version that
   * does not know it refuses what only these lists allow.
   */
  readonly lists?: readonly string[];
  /**
   * What a check gets while nothing can be read. It stands only if it is not `default`. A version that does not know
   * it takes that of the deployment.
   */
  readonly failMode?: AccountFailMode;
}

export interface MatchedEntry {
  readonly id: string;
  readonly value: string;
  readonly remark: string;
}

export interface AccountReplica extends ReplicaHeader, EnforcedList {
  readonly bytes: number;
  /** All replicas that include the same lists share one array. */
  readonly lists: readonly string[];
  readonly failMode: AccountFailMode;
  /** Returns the entry that lets in the address, which must be canonical text. */
  entryAt(index: number, address: string): MatchedEntry;
}

/** Writes a replica of at most 65,535 entries, in one of the known layouts. */
export function encodeReplica(
  { version, ...header }: ReplicaHeader,
  entries: Allowlist['entries'],
  layout = PUBLISHED_LAYOUT,
): ArrayBuffer {
  const { ipv4, ipv6, owners, expiries } = compileList(entries);
  const ids = packIds(entries.map(({ id }) => id));
  const headerBytes = encoder.encode(JSON.stringify(header));
  const texts = entries.map((entry) => encoder.encode(textOf(entry)));
  const offsets = new Uint32Array(entries.length + 1);
  texts.forEach((text, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + text.byteLength;
  });
  const preamble = [
    MAGIC + layout * LAYOUT_STEP,
    version,
    headerBytes.length,
    offsets[entries.length] ?? 0,
    ipv4.length,
    ipv6.length / IPV6_WORDS,
    entries.length,
    expiries.length,
    (ids.length - 2 * entries.length) / CHANGE_WORDS,
    0,
  ];
  const parts = [
    Uint32Array.from(preamble),
    expiries,
    ipv4,
    ipv6,
    offsets,
    Uint16Array.from(owners),
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

function textOf({ format, value, remark }: Entry): string {
  if (format !== 'address') return `${value} ${remark}`;
  return remark === '' ? '' : ` ${remark}`;
}

/**
 * Opens a replica. It is undefined if the bytes have an unknown layout, are cut off, or are no replica at all.
 * If the bytes have the same version as `held`, nothing more is read and `held` is returned.
 */
export function openReplica(
  buffer: ArrayBuffer,
  held?: AccountReplica,
): AccountReplica | undefined {
  if (buffer.byteLength < PREAMBLE_BYTES) return undefined;
  const preamble = new Uint32Array(buffer, 0, PREAMBLE_BYTES / 4);
  const [
    magic = 0,
    version = 0,
    headerBytes = 0,
    textBytes = 0,
    ipv4Ends = 0,
    ipv6Ends = 0,
    entryCount = 0,
    expiryCount = 0,
    changeCount = 0,
    flags = 0,
  ] = preamble;
  if (!isReadableLayout((magic - MAGIC) / LAYOUT_STEP)) return undefined;
  if (expiryCount !== 0 && expiryCount !== entryCount) return undefined;
  const ipv4At = PREAMBLE_BYTES + expiryCount * 8;
  const ipv6At = ipv4At + ipv4Ends * 4;
  const offsetsAt = ipv6At + ipv6Ends * IPV6_WORDS * 4;
  const ownersAt = offsetsAt + (entryCount + 1) * 4;
  const idsAt = ownersAt + (ipv4Ends + ipv6Ends) * 2;
  const idWords = 2 * entryCount + changeCount * CHANGE_WORDS;
  const headerAt = idsAt + idWords * 2;
  const textsAt = headerAt + headerBytes;
  if (buffer.byteLength !== textsAt + textBytes) return undefined;
  if (held?.version === version) return held;
  const offsets = new Uint32Array(buffer, offsetsAt, entryCount + 1);
  const ids = new Uint16Array(buffer, idsAt, idWords);
  const header: StoredHeader = JSON.parse(decodeText(buffer, headerAt, headerBytes));
  return {
    ...understood(header, flags),
    version,
    bytes: buffer.byteLength,
    expiries: expiryCount === 0 ? NONE : new Float64Array(buffer, PREAMBLE_BYTES, expiryCount),
    ipv4: new Uint32Array(buffer, ipv4At, ipv4Ends),
    ipv6: new Uint32Array(buffer, ipv6At, ipv6Ends * IPV6_WORDS),
    owners: new Uint16Array(buffer, ownersAt, ipv4Ends + ipv6Ends),
    entryAt(index, address) {
      const from = offsets[index] ?? 0;
      const length = (offsets[index + 1] ?? from) - from;
      const text = length === 0 ? '' : decodeText(buffer, textsAt + from, length);
      const [value, remark] = splitText(text);
      return { id: unpackId(ids, entryCount, index), value: value || address, remark };
    },
  };
}

type StoredHeader = Omit<ReplicaHeader, 'version'>;

/**
 * Replaces unknown values that a newer version wrote by values that let nobody in. An unknown mode enforces,
 * an unknown consistency is strict, and an unknown fail mode is closed. A token with an unknown role is left out. No
 * flag is defined yet, so any flag suspends the account.
 */
function understood(
  header: StoredHeader,
  flags: number,
): StoredHeader & Pick<AccountReplica, 'lists' | 'failMode'> {
  return {
    ...header,
    lists: sharedNames(header.lists),
    mode: MODES.includes(header.mode) ? header.mode : 'enforce',
    suspended: header.suspended !== false || flags !== 0,
    consistency: header.consistency === 'default' ? 'default' : 'strict',
    failMode: readFailMode(header.failMode),
    deleted: header.deleted === true,
    tokens: header.tokens.filter(({ role }) => ROLES.includes(role)),
  };
}

const NO_NAMES: readonly string[] = [];
const NAMES = new LRUCache<string, readonly string[]>({ max: 1_000 });

/** Returns the one array of these names, so that each of many copies holds only a reference to it. */
function sharedNames(names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return NO_NAMES;
  const key = names.join(' ');
  const known = NAMES.get(key) ?? [...names];
  NAMES.set(key, known);
  return known;
}

function splitText(text: string): [value: string, remark: string] {
  const blank = text.indexOf(' ');
  return blank < 0 ? ['', ''] : [text.slice(0, blank), text.slice(blank + 1)];
}

function decodeText(buffer: ArrayBuffer, at: number, length: number): string {
  return decoder.decode(new Uint8Array(buffer, at, length));
}
