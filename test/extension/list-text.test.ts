import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList, writeList } from '../../extension/list-text.ts';
import { listOf } from '../../extension/settings.ts';
import { buildList, entry } from './build-list.ts';

const PLACE = { connectionId: 'c1', account: 'sender@example.com' };

describe('A list in the storage', () => {
  it('comes back as it was, whatever its entries have in common', () => {
    const few = <Value>(...values: Value[]) => fc.constantFrom(...values);
    const terms = fc.record({
      format: few('address' as const, 'segment' as const, 'range' as const),
      remark: fc.oneof(few('', '0', '办公室'), fc.string({ unit: 'grapheme', maxLength: 9 })),
      createdAt: few('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
      createdBy: few('Ada', 'Bob').map((name) => ({ tokenId: name.toLowerCase(), name })),
      expiresAt: few(null, '2027-01-01T00:00:00.000Z'),
      expired: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(terms, { maxLength: 20 }), (all) => {
        const entries = all.map((terms, index) => entry(`e${index}`, '192.0.2.1', terms));
        const list = buildList(...entries);
        expect(readList(writeList(list))).toStrictEqual(list);
      }),
      { numRuns: 500 },
    );
  });

  it('takes a third of its JSON where it is long', () => {
    const terms = { remark: 'Server of the shop' };
    const ids = Array.from({ length: 1_000 }, (_, index) => index.toString(16).padStart(32, '0'));
    const list = buildList(...ids.map((id) => entry(id, '192.0.2.1', terms)));
    expect(writeList(list).length).toBeLessThan(JSON.stringify(list).length / 3);
  });

  it('is none where an earlier version wrote it', () => {
    expect(readList(JSON.stringify(buildList(entry('e1', '192.0.2.1'))))).toBeNull();
  });

  it('is kept so for each place', async () => {
    const list = buildList(entry('e1', '192.0.2.1'), entry('e2', '192.0.2.2'));
    await listOf(PLACE).setValue(list);
    expect(await listOf(PLACE).getValue()).toStrictEqual(list);
  });
});
