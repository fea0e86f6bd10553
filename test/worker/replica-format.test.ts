import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addEntries } from '../../shared/allowlist.ts';
import { parseClientAddress } from '../../shared/client-address.ts';
import { decide } from '../../shared/decision.ts';
import { entryIds } from '../../worker/storage/entry-ids.ts';
import {
  encodeReplica,
  openReplica,
  type ReplicaHeader,
} from '../../worker/storage/replica-format.ts';

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
        expect(replica?.entryAt(decision?.entryIndex ?? -1)).toEqual({ id, value, remark });
      });
    }),
    { numRuns: 100 },
  );
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

it('cut off anywhere, or of another layout, it is no replica', () => {
  const bytes = encodeReplica(header, entriesOf(['192.0.2.1', '2001:db8::1'], 'office', NOW));
  for (let length = 0; length < bytes.byteLength; length++) {
    expect(openReplica(bytes.slice(0, length))).toBeUndefined();
  }
  const other = bytes.slice(0);
  new Uint8Array(other)[0] = 0;
  expect(openReplica(other)).toBeUndefined();
});

it('with expiries of some entries alone, as none is written, it is no replica', () => {
  const bytes = encodeReplica(header, entriesOf(['192.0.2.1', '2001:db8::1'], 'office', NOW));
  const preamble = new Uint32Array(bytes, 0, 8);
  const [, , , , , expiries = 0, texts = 0] = preamble;
  preamble.set([expiries - 1, texts + Float64Array.BYTES_PER_ELEMENT], 5);
  expect(openReplica(bytes)).toBeUndefined();
});
