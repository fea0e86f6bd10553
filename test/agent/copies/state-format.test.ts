import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Copy } from '../../../agent/copies/copy-set.ts';
import {
  type AgentState,
  decodeState,
  encodeState,
  stateOwner,
} from '../../../agent/copies/state-format.ts';
import { NOW } from '../../shared/build-allowlist.ts';
import { replicaBytes, SETTINGS, TOKEN, WORKER_URL } from './feed-script.ts';

const live = (account: string, isUnreadable = false): [string, Copy] => {
  const bytes = replicaBytes(account, { version: 3 }, '192.0.2.1');
  return [account, { state: 'live', version: 3, bytes, isUnreadable }];
};
const owner = stateOwner(WORKER_URL, TOKEN);
const state: AgentState = {
  ...owner,
  ...{ cursor: 'c7', deployment: SETTINGS },
  ...{ beganAt: NOW - 5_000, keptAt: NOW, workerAt: NOW + 9 },
  accounts: [
    ['gone@example.com', { state: 'deleted', version: 9, isUnreadable: false, at: NOW }],
    live('a@example.com'),
    live('ü@example.com', true),
    ['unknown@example.com', { state: 'unknown', version: 4, isUnreadable: true }],
  ],
  lists: [live('office')],
};
const written = Buffer.concat([...encodeState(state)]);

it('gives back what was written', () => {
  const read = decodeState(written, owner);
  if (typeof read === 'string') throw new Error(read);
  const { set, ...rest } = read;
  const { accounts, lists, ...kept } = state;
  expect(rest).toEqual(kept);
  expect(new Map(set.accounts.entries())).toEqual(new Map(accounts));
  expect(set.lists.entries()).toEqual(lists);
  expect(set.accounts).toMatchObject({ size: 3, departedCount: 1, unreadable: 2 });
});

it('writes many copies in several chunks', () => {
  const [, copy] = live('a@example.com');
  const accounts = Array.from({ length: 4_000 }, (_, index): [string, Copy] => [
    `a${index}@example.com`,
    copy,
  ]);
  const chunks = [...encodeState({ ...state, accounts })];
  expect(chunks.length).toBeGreaterThan(2);
  const read = decodeState(Buffer.concat(chunks), owner);
  expect(typeof read === 'object' && read.set.accounts.size).toBe(4_000);
});

it('any byte that is missing or another makes it no state', () => {
  const place = fc.integer({ min: 0, max: written.length - 1 });
  fc.assert(
    fc.property(place, fc.integer({ min: 1, max: 255 }), (at, change) => {
      const flipped = Buffer.from(written);
      flipped[at] = (flipped[at] ?? 0) ^ change;
      expect(decodeState(flipped, owner)).toBeTypeOf('string');
      expect(decodeState(written.subarray(0, at), owner)).toBeTypeOf('string');
      const without = Buffer.concat([written.subarray(0, at), written.subarray(at + 1)]);
      expect(decodeState(without, owner)).toBeTypeOf('string');
      const longer = Buffer.concat([
        written.subarray(0, at),
        Buffer.of(change),
        written.subarray(at),
      ]);
      expect(decodeState(longer, owner)).toBeTypeOf('string');
    }),
    { numRuns: 1_000 },
  );
});

it.each<[string, Buffer, string]>([
  ['nothing', Buffer.of(), 'empty'],
  ['something else', Buffer.from('{"accounts":[]}'), 'foreign'],
  ['a newer format', Buffer.from('sendgate-agent copies 2\n…'), 'other-format'],
  ['the first line alone', Buffer.from('sendgate-agent copies 1\n'), 'damaged'],
  [
    'zeros after the first line',
    Buffer.from(`sendgate-agent copies 1\n${'\0'.repeat(99)}`),
    'damaged',
  ],
])('%s is no state', (_, bytes, why) => {
  expect(decodeState(bytes, owner)).toBe(why);
});

/** Bytes with a right checksum, whatever they say. */
function sealed(header: unknown, copies = Buffer.of(), headerBytes?: number): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(headerBytes ?? text.length);
  const content = Buffer.concat([Buffer.from('sendgate-agent copies 1\n'), length, text, copies]);
  return Buffer.concat([content, createHash('sha256').update(content).digest()]);
}

const header = { ...state, accounts: [['a@example.com', 3, 8, 0]], lists: [] };
it.each<[string, unknown, string]>([
  ['another Worker', { url: 'https://other.example.com' }, 'other-worker'],
  ['another token', { tokenDigest: stateOwner(WORKER_URL, 'other').tokenDigest }, 'other-token'],
  ['no token', { tokenDigest: null }, 'damaged'],
  ['no cursor', { cursor: undefined }, 'damaged'],
  ['a time that is a text', { keptAt: 'now' }, 'damaged'],
  ['accounts that are none', { accounts: { length: 1 } }, 'damaged'],
  ['an account without a name', { accounts: [[7, 3, 8, 0]] }, 'damaged'],
  ['more bytes than there are', { accounts: [['a@example.com', 3, 16, 0]] }, 'damaged'],
  ['bytes without end', { accounts: [['a@example.com', 3, 2 ** 50, 0]] }, 'damaged'],
  ['bytes below none', { accounts: [['a@example.com', 3, -8, 0]] }, 'damaged'],
  ['fewer bytes than there are', { accounts: [] }, 'damaged'],
])('with the right checksum, %s is no state either', (_, wrong, why) => {
  expect(decodeState(sealed(header, Buffer.alloc(8)), owner)).toBeTypeOf('object');
  const forged = sealed({ ...header, ...(wrong as object) }, Buffer.alloc(8));
  expect(decodeState(forged, owner)).toBe(why);
});

it('a header that is longer than the file, or no header, is no state', () => {
  expect(decodeState(sealed(header, Buffer.alloc(8), 2 ** 31), owner)).toBe('damaged');
  expect(decodeState(sealed(null), owner)).toBe('damaged');
});
