/**
 * The bytes of the state on disk. Copies go on deciding after a start without the Worker, so bytes that are not
 * exactly what an agent wrote are no state.
 *
 *   first line   "sendgate-agent copies 1" and a line feed: the number is the format's
 *   length       u32, little-endian: the bytes of the header
 *   header       JSON: see StateHeader
 *   copies       the bytes of each live account and list, in the order of the header
 *   checksum     SHA-256 of everything before it
 */
import { createHash } from 'node:crypto';
import { VERSION } from '../../worker/platform/version.ts';
import type { DeploymentSettings } from '../deciding/copies.ts';
import type { KeptTime } from './copy-clock.ts';
import { type Copy, CopySet, type NamedCopies } from './copy-set.ts';
import { isFieldSet, readDeployment } from './feed-page.ts';

const NAME = 'sendgate-agent copies ';
const FIRST_LINE = Buffer.from(`${NAME}1\n`);
const CHECKSUM_BYTES = 32;
const CHUNK_BYTES = 256 * 1024;

/** A state is used by this owner alone. */
export interface StateOwner {
  /** The Worker that the copies are of. */
  readonly url: string;
  /** The SHA-256 of the token that they came by. It is one that has the right to copies, as far as is known. */
  readonly tokenDigest: string;
}

export function stateOwner(url: string, token: string): StateOwner {
  return { url, tokenDigest: createHash('sha256').update(token).digest('hex') };
}

/** A moment of the agent's memory. */
export interface AgentState extends KeptTime, StateOwner {
  readonly cursor: string;
  readonly deployment: DeploymentSettings | null;
  readonly accounts: readonly (readonly [string, Copy])[];
  readonly lists: readonly (readonly [string, Copy])[];
}

export interface ReadState extends Omit<AgentState, 'accounts' | 'lists' | 'cursor'> {
  /**
   * Undefined if another version of the agent wrote the state. That one may have understood less of the feed than this
   * one does, or more. So the next synchronisation is a whole one; until then, its copies decide.
   */
  readonly cursor: string | undefined;
  readonly set: CopySet;
}

export type NoState =
  | 'empty'
  | 'foreign'
  | 'other-format'
  | 'damaged'
  | 'other-worker'
  | 'other-token';

/** Name, version, bytes or -1, whether it was unreadable, and the time of a deletion. */
type Row = readonly [string, number, number, 0 | 1, number?];

interface StateHeader extends Omit<AgentState, 'accounts' | 'lists'> {
  /** The version of the agent that wrote it. */
  readonly agent: string;
  readonly accounts: readonly Row[];
  readonly lists: readonly Row[];
}

/** The bytes in chunks, because all at once they would take the memory of all copies again. */
export function* encodeState(state: AgentState): Generator<Uint8Array> {
  const { accounts, lists, ...rest } = state;
  const rows = { accounts: accounts.map(rowOf), lists: lists.map(rowOf) };
  const header: StateHeader = { agent: VERSION, ...rest, ...rows };
  const headerBytes = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(headerBytes.byteLength);
  const sum = createHash('sha256');
  let parts: Uint8Array[] = [FIRST_LINE, length, headerBytes];
  let size = headerBytes.byteLength;
  for (const [, copy] of [...accounts, ...lists]) {
    if (size >= CHUNK_BYTES) {
      const chunk = Buffer.concat(parts);
      sum.update(chunk);
      yield chunk;
      parts = [];
      size = 0;
    }
    if (copy.state !== 'live') continue;
    parts.push(new Uint8Array(copy.bytes));
    size += copy.bytes.byteLength;
  }
  const last = Buffer.concat(parts);
  yield Buffer.concat([last, sum.update(last).digest()]);
}

export function decodeState(bytes: Buffer, owner: StateOwner): ReadState | NoState {
  if (bytes.byteLength === 0) return 'empty';
  if (!bytes.subarray(0, NAME.length).equals(Buffer.from(NAME))) return 'foreign';
  if (!bytes.subarray(0, FIRST_LINE.byteLength).equals(FIRST_LINE)) return 'other-format';
  const content = bytes.subarray(0, Math.max(0, bytes.byteLength - CHECKSUM_BYTES));
  const sum = createHash('sha256').update(content).digest();
  if (!sum.equals(bytes.subarray(content.byteLength))) return 'damaged';
  try {
    return readContent(content, owner);
  } catch {
    return 'damaged';
  }
}

function readContent(content: Buffer, owner: StateOwner): ReadState | NoState {
  const headerAt = FIRST_LINE.byteLength + 4;
  const copiesAt = headerAt + content.readUInt32LE(FIRST_LINE.byteLength);
  if (copiesAt > content.byteLength) return 'damaged';
  const header: unknown = JSON.parse(content.toString('utf8', headerAt, copiesAt));
  if (!isHeader(header)) return 'damaged';
  if (header.url !== owner.url) return 'other-worker';
  if (header.tokenDigest !== owner.tokenDigest) return 'other-token';
  const set = new CopySet();
  const listsAt = readCopies(header.accounts, content, copiesAt, set.accounts);
  const end = readCopies(header.lists, content, listsAt, set.lists);
  if (end !== content.byteLength || set.isTooLarge()) return 'damaged';
  const { beganAt, keptAt, workerAt, deployment } = header;
  const cursor = header.agent === VERSION ? header.cursor : undefined;
  const read = deployment === null ? null : (readDeployment(deployment) ?? null);
  return { ...owner, cursor, beganAt, keptAt, workerAt, deployment: read, set };
}

function rowOf([name, copy]: readonly [string, Copy]): Row {
  const { state, version, isUnreadable } = copy;
  const flag = isUnreadable ? 1 : 0;
  if (state === 'live') return [name, version, copy.bytes.byteLength, flag];
  return state === 'deleted' ? [name, version, -1, flag, copy.at] : [name, version, -1, flag];
}

/** Returns where the bytes of these copies end. */
function readCopies(
  rows: readonly Row[],
  content: Buffer,
  begin: number,
  into: NamedCopies,
): number {
  let at = begin;
  for (const [name, version, length, flag, deletedAt] of rows) {
    const isUnreadable = flag === 1;
    if (deletedAt !== undefined) {
      into.put(name, { state: 'deleted', version, isUnreadable, at: deletedAt });
    } else if (length < 0) {
      into.put(name, { state: 'unknown', version, isUnreadable: true });
    } else {
      const from = content.byteOffset + at;
      const bytes = content.buffer.slice(from, from + length) as ArrayBuffer;
      into.put(name, { state: 'live', version, bytes, isUnreadable });
      at += length;
    }
  }
  return at;
}

function isHeader(value: unknown): value is StateHeader {
  if (!isFieldSet(value)) return false;
  const { url, tokenDigest, cursor, keptAt, beganAt, workerAt, accounts, lists } = value;
  return (
    typeof url === 'string' &&
    typeof tokenDigest === 'string' &&
    typeof cursor === 'string' &&
    Number.isFinite(keptAt) &&
    (beganAt === null || Number.isFinite(beganAt)) &&
    (workerAt === null || Number.isFinite(workerAt)) &&
    isRows(accounts) &&
    isRows(lists)
  );
}

function isRows(value: unknown): value is Row[] {
  return Array.isArray(value) && value.every(isRow);
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value)) return false;
  const [name, version, length, flag, at] = value;
  return (
    typeof name === 'string' &&
    Number.isSafeInteger(version) &&
    Number.isSafeInteger(length) &&
    length >= -1 &&
    (flag === 0 || flag === 1) &&
    (at === undefined || Number.isFinite(at))
  );
}
