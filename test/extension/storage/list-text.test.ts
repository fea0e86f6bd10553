import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeptList, writeList } from '../../../extension/storage/list-text.ts';
import { allowlistOf } from '../../../extension/storage/settings.ts';
import type { Entry } from '../../../shared/api.ts';
import { buildList, entry } from '../support/build-list.ts';

const PLACE = { connectionId: 'c1', account: 'sender@example.com' };

/** Ids as one change gives them: only their place differs. */
function idOf(place: string): string {
  return `01a22a5fa89e${place}4c45be869f060f0d`;
}

describe('A list in the storage', () => {
  it('comes back as it was, whatever its entries have in common', () => {
    const few = <const Value>(...values: Value[]) => fc.constantFrom(...values);
    const places = fc.integer({ min: 0, max: 0xffff }).map((place) => place.toString(16));
    const ids = fc.oneof(
      places.map((place) => idOf(place.padStart(4, '0'))),
      few('e1', '0000', '000000000000000a', '00000000000g000a'),
      fc.string({ unit: few(...'0123456789abcdef'), minLength: 1, maxLength: 40 }),
    );
    const values = {
      address: ['192.0.2.1', '2001:db8::1'],
      segment: ['198.51.100.0/24', '2001:db8::/48'],
      range: ['203.0.113.1-203.0.113.9', '2001:db8::1-2001:db8::9'],
    } as const;
    const valued = few('address', 'segment', 'range').chain((format) =>
      few(...values[format]).map((value) => ({ format, value })),
    );
    const terms = fc.record({
      remark: fc.oneof(few('', '0', '办公室'), fc.string({ unit: 'grapheme', maxLength: 9 })),
      createdAt: few('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
      createdBy: few('Ada', 'Bob').map((name) => ({ tokenId: name.toLowerCase(), name })),
      expiresAt: few(null, '2027-01-01T00:00:00.000Z'),
      expired: fc.boolean(),
    } satisfies Record<Exclude<keyof Entry, 'id' | 'format' | 'value' | 'unreadable'>, unknown>);
    const damage = few({}, {}, { unreadable: true as const });
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, valued, terms, damage), { maxLength: 20 }), (all) => {
        const entries = all.map(([id, { format, value }, terms, torn]) =>
          entry(id, value, { format, ...terms, ...torn }),
        );
        const list = buildList(...entries);
        expect(readKeptList(writeList(list))).toStrictEqual(list);
        const included = [{ list: 'office', revision: 3, entries }, { list: 'remote' }];
        const including = { ...list, included };
        expect(readKeptList(writeList(including))).toStrictEqual(including);
      }),
      { numRuns: 500 },
    );
  });

  it('takes a quarter of its JSON where it is long', () => {
    const terms = { remark: 'Server of the shop' };
    const places = Array.from({ length: 1_000 }, (_, index) => index.toString(16).padStart(4, '0'));
    const list = buildList(
      ...places.map((place, index) =>
        entry(idOf(place), `10.0.${index >> 8}.${index & 255}`, terms),
      ),
    );
    expect(writeList(list).length).toBeLessThan(JSON.stringify(list).length / 4);
  });

  it('is read where the version that wrote it knew fewer fields', () => {
    const list = buildList(
      entry('e1', '192.0.2.1'),
      entry('e2', '192.0.2.2', { remark: 'Office' }),
    );
    const { columns, ...others } = JSON.parse(writeList(list));
    const fewer = JSON.stringify({ ...others, columns: columns.slice(0, -1) });
    expect(readKeptList(fewer)).toStrictEqual(list);
  });

  it('is none where an earlier version wrote it', () => {
    const list = buildList(entry('e1', '192.0.2.1'));
    const columns = [['e1'], ['address'], ['192.0.2.1'], [''], [''], [''], [null], [false]];
    expect(readKeptList(JSON.stringify(list))).toBeNull();
    expect(readKeptList(JSON.stringify({ ...list, columns }))).toBeNull();
  });

  it('is kept so for each place', async () => {
    const list = buildList(entry('e1', '192.0.2.1'), entry('e2', '192.0.2.2'));
    await allowlistOf(PLACE).setValue(list);
    expect(await allowlistOf(PLACE).getValue()).toStrictEqual(list);
  });
});
