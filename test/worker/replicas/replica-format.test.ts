import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowlist } from '../../../shared/allowlist.ts';
import { addEntries } from '../../../shared/change-allowlist.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import { decide } from '../../../shared/decision.ts';
import { formatAddress } from '../../../shared/ip-address.ts';
import { entryIds } from '../../../worker/replicas/entry-ids.ts';
import {
  encodeReplica,
  openReplica,
  type ReplicaHeader,
} from '../../../worker/replicas/replica-format.ts';

const NOW = 1_700_000_000_000;

const header: ReplicaHeader = {
  version: 7,
  account: 'sender@example.com',
  revision: 3,
  mode: 'enforce',
  suspended: false,
  consistency: 'default',
  deleted: false,
  tokens: [{ id: 'ab', role: 'checker', digest: 'cd', expiresAt: null }],
};

function entriesOf(values: readonly string[], remark: string, expiresAt: number | null = null) {
  const origin = {
    createdAt: 0,
    createdBy: { tokenId: 't', name: 'n' },
    newId: entryIds(NOW),
  };
  const list = { mode: 'off', limit: 10_000, entries: [] } as const;
  const added = addEntries(list, { format: 'address', values, remark, expiresAt }, origin);
  if (!added.ok) throw new Error(added.error.detail);
  return added.value.list.entries;
}

it('gives back the header and, for each address, the entry that lets it in', () => {
  const addresses = fc.uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 255 }).map((last) => `192.0.2.${last}`),
      fc.integer({ min: 1, max: 65_535 }).map((group) => `2001:db8::${group.toString(16)}`),
    ),
    { minLength: 1, maxLength: 40 },
  );
  const remarks = fc.string({ unit: 'grapheme', maxLength: 30 });
  const expiries = fc.constantFrom(null, NOW, NOW + 1);
  fc.assert(
    fc.property(addresses, remarks, expiries, (values, remark, expiresAt) => {
      const entries = entriesOf(values, remark, expiresAt);
      const replica = openReplica(encodeReplica(header, entries));
      expect(replica).toMatchObject(header);
      values.forEach((value, index) => {
        const address = parseClientAddress(value);
        const decision =
          address.ok && replica ? decide(replica, address.value.words, NOW) : undefined;
        expect(decision?.reason).toBe(expiresAt === NOW ? 'expired' : 'listed');
        const id = entries[index]?.id;
        expect(replica?.entryAt(decision?.entryIndex ?? -1, value)).toEqual({ id, value, remark });
      });
    }),
    { numRuns: 100 },
  );
});

it('names an entry by the value of its format and by its id, of whichever change it is', () => {
  const changes = [
    { format: 'address', values: ['192.0.2.1', '2001:db8::1'], remark: '' },
    { format: 'address', values: ['192.0.2.2', '2001:db8::2'], remark: 'two words' },
    { format: 'segment', values: ['198.51.100.0/24', '203.0.113.9/32'], remark: '' },
    { format: 'segment', values: ['2001:db8:1::/48'], remark: 'shop' },
    { format: 'range', values: ['203.0.113.20-203.0.113.30', '192.0.2.7-192.0.2.7'], remark: '' },
  ] as const;
  let list: Allowlist = { mode: 'off', limit: 10_000, entries: [] };
  for (const change of changes) {
    const origin = { createdAt: 0, createdBy: { tokenId: 't', name: 'n' }, newId: entryIds(NOW) };
    const added = addEntries(list, { ...change, expiresAt: null }, origin);
    if (!added.ok) throw new Error(added.error.detail);
    list = added.value.list;
  }
  const replica = openReplica(encodeReplica(header, list.entries));
  for (const { id, value, remark, range } of list.entries) {
    for (const end of [range.first, range.last]) {
      const address = parseClientAddress(formatAddress(end));
      if (!address.ok || !replica) throw new Error(`${value} can't be asked about`);
      const { entryIndex = -1 } = decide(replica, address.value.words, NOW);
      expect(replica.entryAt(entryIndex, address.value.text)).toEqual({ id, value, remark });
    }
  }
});

it('of 10,000 addresses of one change takes less than 15 bytes each of IPv4', () => {
  const values = Array.from({ length: 10_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  const bytes = encodeReplica(header, entriesOf(values, '')).byteLength;
  expect(bytes).toBeLessThan(15 * values.length);
});

it('of the version that is held gives what is held, and of another what it is', () => {
  const bytes = encodeReplica(header, entriesOf(['192.0.2.1'], 'office'));
  const held = openReplica(bytes);
  expect(openReplica(bytes, held)).toBe(held);
  const later = openReplica(encodeReplica({ ...header, version: 8 }, []), held);
  expect([held?.version, later?.version]).toEqual([7, 8]);
  expect(openReplica(bytes.slice(1), held)).toBeUndefined();
});

it('an empty list is a replica too', () => {
  expect(openReplica(encodeReplica({ ...header, mode: 'off' }, []))).toMatchObject({ mode: 'off' });
});

describe('what a newer version says and this one does not know lets no one in', () => {
  const listed = '192.0.2.1';

  function reasonFor(newer: object, address: string, flags = 0) {
    const bytes = encodeReplica({ ...header, ...newer }, entriesOf([listed], ''));
    new Uint32Array(bytes, 0, 10)[9] = flags;
    const parsed = parseClientAddress(address);
    const replica = openReplica(bytes);
    if (!parsed.ok || !replica) throw new Error(`${address} can't be asked about`);
    return decide(replica, parsed.value.words, NOW).reason;
  }

  it('another mode enforces, and is told as that', () => {
    const newer = { mode: 'quarantine' } as never;
    expect(reasonFor(newer, listed)).toBe('listed');
    expect(reasonFor(newer, '192.0.2.2')).toBe('not-listed');
    expect(openReplica(encodeReplica({ ...header, ...(newer as object) }, []))?.mode).toBe(
      'enforce',
    );
  });

  it.each(['off', 'observe', 'enforce'])('any flag suspends a list that is set to %s', (mode) => {
    expect(reasonFor({ mode }, listed)).not.toBe('suspended');
    for (const flags of [1, 2 ** 31]) expect(reasonFor({ mode }, listed, flags)).toBe('suspended');
  });

  it.each([
    ['suspended in another way', { suspended: 'partly' }, { suspended: true }],
    ['another consistency is strict', { consistency: 'region' }, { consistency: 'strict' }],
    ['another fail mode is closed', { failMode: 'by-hour' }, { failMode: 'closed' }],
    ['no fail mode is the default', {}, { failMode: 'default' }],
    ['deleted in another way is not deleted', { deleted: 'soon' }, { deleted: false }],
    [
      'a token of another role is none',
      { tokens: [{ id: 'ab', role: 'auditor' }] },
      { tokens: [] },
    ],
    ['a field of another name changes nothing', { country: 'FR' }, header],
  ])('%s', (_, newer, read) => {
    const bytes = encodeReplica({ ...header, ...(newer as object) }, []);
    expect(openReplica(bytes)).toMatchObject(read);
  });
});

it('cut off anywhere, or of another layout, it is no replica', () => {
  const bytes = encodeReplica(header, entriesOf(['192.0.2.1', '2001:db8::1'], 'office', NOW));
  for (let length = 0; length < bytes.byteLength; length++) {
    expect(openReplica(bytes.slice(0, length))).toBeUndefined();
  }
  for (const [at, value] of [
    [0, 0],
    [3, 0x33],
    [3, 0x39],
  ] as const) {
    const other = bytes.slice(0);
    new Uint8Array(other)[at] = value;
    expect(openReplica(other)).toBeUndefined();
  }
});

it('with expiries of some entries alone, as none is written, it is no replica', () => {
  const bytes = encodeReplica(header, entriesOf(['192.0.2.1', '2001:db8::1'], 'office', NOW));
  const preamble = new Uint32Array(bytes, 0, 10);
  const [, , , texts = 0, , , , expiries = 0] = preamble;
  preamble[3] = texts + Float64Array.BYTES_PER_ELEMENT;
  preamble[7] = expiries - 1;
  expect(openReplica(bytes)).toBeUndefined();
});
