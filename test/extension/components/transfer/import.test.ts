import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import {
  planImport,
  withAddresses,
} from '../../../../extension/components/transfer/plan-import.ts';
import { importEntries } from '../../../../shared/change-allowlist.ts';
import { readList } from '../../../../shared/read-list/read-list.ts';
import { toWireAllowlist } from '../../../../shared/wire.ts';
import { mutatedAddressText } from '../../../shared/arbitrary-addresses.ts';
import { arbitraryValue } from '../../../shared/arbitrary-values.ts';
import { buildEntry, buildOrigin, listOf, NOW, recordAt } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const ON_LIST = entry('e1', '203.0.113.0/24');

function plan(text: string, list = buildList(ON_LIST), mended = false) {
  return planImport(readKnownList(list), readList(text), NOW, mended);
}

const entriesOf = (text: string) => plan(text).added.map((added) => added.entry);

describe('reading a file', () => {
  it.each([
    ['CSV with a header', 'value,format,remark\n192.0.2.0/24,segment,office\n'],
    ['CSV of another order and case', 'Remark, VALUE\noffice, 192.0.2.0/24'],
    ['CSV with semicolons and a mark', '\ufeffvalue;format;remark\r\n192.0.2.0/24;;office\r\n'],
    ['CSV with tabs', 'value\tremark\n192.0.2.0/24\toffice'],
    ['an array of entries', '[{"value":"192.0.2.0/24","remark":"office","expiresAt":null}]'],
    ['entries in an object', '{"entries":[{"value":"192.0.2.0/24","remark":"office"}]}'],
  ])('%s gives its entries', (_, text) => {
    expect(entriesOf(text)).toEqual([
      { format: 'segment', value: '192.0.2.0/24', remark: 'office' },
    ]);
  });

  it.each([
    ['one value a line', '192.0.2.1\r\n\r\n192.0.2.2-192.0.2.9\r\n'],
    ['an array of values', '["192.0.2.1", "192.0.2.2-192.0.2.9"]'],
  ])('%s gives entries without a remark', (_, text) => {
    expect(entriesOf(text)).toEqual([
      { format: 'address', value: '192.0.2.1' },
      { format: 'range', value: '192.0.2.2-192.0.2.9' },
    ]);
  });

  it('mends a range with blanks in it, once somebody has said that it is meant', () => {
    const text = '192.0.2.2 – 192.0.2.9\n192.0.2.1';
    const asked = plan(text);
    expect(asked.added.map(({ value }) => value)).toEqual(['192.0.2.1']);
    expect(asked.mends).toMatchObject([{ line: 1, text: '192.0.2.2 – 192.0.2.9' }]);
    expect(plan(text, buildList(), true).added.map(({ entry: sent }) => sent)).toEqual([
      { format: 'range', value: '192.0.2.2-192.0.2.9' },
      { format: 'address', value: '192.0.2.1' },
    ]);
  });

  it('takes several values of one line, each with the line’s remark', () => {
    expect(entriesOf('Office: 192.0.2.1, 192.0.2.2')).toEqual([
      { format: 'address', value: '192.0.2.1', remark: 'Office' },
      { format: 'address', value: '192.0.2.2', remark: 'Office' },
    ]);
  });

  it('takes a time in any zone', () => {
    expect(entriesOf('value,expires\n192.0.2.1,2030-03-01T09:30:00+08:00')).toEqual([
      { format: 'address', value: '192.0.2.1', expiresAt: '2030-03-01T01:30:00.000Z' },
    ]);
  });

  it('of something that is no text has one thing to say', () => {
    expect(plan('PK\u0003\u0004 192.0.2.1').bad).toMatchObject([
      { why: { why: { reason: 'workbook' } } },
    ]);
    expect(plan('1\u00009\u00002\u0000').bad).toMatchObject([
      { why: { why: { reason: 'not-text' } } },
    ]);
  });
});

describe('the plan of an import', () => {
  it('skips what is on the list, and what is in the file before', () => {
    const { added, present, bad } = plan('203.0.113.9/24\n192.0.2.1\n192.0.2.1/32');
    expect(added.map(({ value }) => value)).toEqual(['192.0.2.1']);
    expect(present).toMatchObject([
      { line: 1, why: { kind: 'listed', entry: ON_LIST } },
      { line: 3, why: { kind: 'repeated', line: 2 } },
    ]);
    expect(bad).toEqual([]);
  });

  it.each([
    ['192.0.2.300,,,', { kind: 'reject', reason: 'octet-too-large' }],
    ['192.0.2.1,segment,,', { kind: 'reject', reason: 'is-address' }],
    ['mail.example.com,,,', { kind: 'reject', reason: 'host-name' }],
    [',,office,', { kind: 'reject', reason: 'empty' }],
    ['192.0.2.1,network,,', { kind: 'reject', reason: 'is-address' }],
    ['192.0.2.1,,,next week', { kind: 'reject', reason: 'expiry' }],
    ['192.0.2.1,,,2031-02-30T08:00:00Z', { kind: 'reject', reason: 'expiry' }],
    ['192.0.2.1,,,2031-13-01T08:00:00Z', { kind: 'reject', reason: 'expiry' }],
    ['192.0.2.1,,,2031-01-31T08:00:00', { kind: 'reject', reason: 'expiry' }],
  ])('of a bad value, %s, says what is wrong with it', (row, why) => {
    const { added, bad } = plan(`value,format,remark,expiresAt\n192.0.2.9,,,\n${row}`);
    expect(added).toHaveLength(1);
    expect(bad).toMatchObject([{ line: 3, why: { why } }]);
  });

  it('of a remark that is too long says so', () => {
    const row = `192.0.2.1,,${'x'.repeat(201)},`;
    const { added, bad } = plan(`value,format,remark,expiresAt\n192.0.2.9,,,\n${row}`);
    expect(added).toHaveLength(1);
    expect(bad).toMatchObject([{ line: 3, why: { fault: 'remark-too-long' } }]);
  });

  it('R13: takes what has expired as expired, beside the limit, and covers nothing by it', () => {
    const gone = 'value,expires\n192.0.2.0/24,2030-01-31T08:00:00Z\n192.0.2.1,\n';
    const { added, bad, together } = plan(gone, { ...buildList(ON_LIST), limit: 2 });
    expect({ bad, together }).toEqual({ bad: [], together: null });
    expect(added).toMatchObject([
      { hasExpired: true, entry: { expiresAt: '2030-01-31T08:00:00.000Z' } },
      { hasExpired: false, cover: null },
    ]);
    const many = `value,expires\n${['1', '2', '3'].map((host) => `192.0.2.${host},2029-01-01\n`).join('')}`;
    expect(plan(many, { ...buildList(ON_LIST), limit: 2 }).together).toBe('too-many-expired');
    expect(plan(many, { ...buildList(ON_LIST), limit: 3 }).together).toBeNull();
  });

  it('takes a remark of the longest length, and a time one millisecond ahead', () => {
    const remark = 'x'.repeat(200);
    expect(entriesOf(`value,remark,expires\n192.0.2.1,${remark},2030-01-31T08:00:00.001Z`)).toEqual(
      [{ format: 'address', value: '192.0.2.1', remark, expiresAt: '2030-01-31T08:00:00.001Z' }],
    );
  });

  it('R5: leaves an expired entry that is there alone, whatever an add would do to it', () => {
    const past = { expiresAt: new Date(NOW - 1).toISOString(), expired: true };
    const list = { ...buildList(entry('e1', '203.0.113.7', past)), expired: 1 };
    const planned = plan('203.0.113.7\n203.0.113.8', list);
    expect(planned.added.map(({ value }) => value)).toEqual(['203.0.113.8']);
    expect(planned).toMatchObject({ present: [{ text: '203.0.113.7' }], room: 10 });
  });

  it('R5: counts only what is new against the limit', () => {
    const file = Array.from({ length: 9 }, (_, index) => `192.0.2.${index}`).join('\n');
    expect(plan(`${file}\n203.0.113.0/24`)).toMatchObject({ together: null, room: 9 });
    expect(plan(`${file}\n192.0.2.9`)).toMatchObject({ together: 'over-limit', room: 9 });
  });

  it('is refused where it would be a whole family, with the list or by itself', () => {
    expect(plan('0.0.0.0/1\n128.0.0.0/1').together).toBe('whole-family');
    const half = buildList(entry('e1', '0.0.0.0/1'));
    expect(plan('128.0.0.0/1', half).together).toBe('whole-family');
  });

  it('is refused where the Worker would not take it at once', () => {
    const remark = 'x'.repeat(200);
    const file = (count: number) =>
      `value,remark\n${Array.from({ length: count }, (_, index) => `2001:db8::${index},${remark}`).join('\n')}`;
    const list = { ...buildList(), limit: 10_000 };
    expect(plan(file(3_000), list).together).toBeNull();
    expect(plan(file(4_000), list).together).toBe('too-large');
  });

  it('takes this browser’s address along', () => {
    const read = withAddresses(readList('["192.0.2.1"]'), ['2001:db8::9']);
    const { added } = planImport(readKnownList(buildList()), read, NOW);
    expect(added.map(({ entry: sent }) => sent)).toEqual([
      { format: 'address', value: '192.0.2.1' },
      { format: 'address', value: '2001:db8::9' },
    ]);
  });

  it('is what the Worker imports', () => {
    const value = fc.oneof(
      arbitraryValue.map(({ text }) => text),
      mutatedAddressText,
    );
    const ending = fc.constantFrom('', '2029-12-31T08:00:00Z', '2031-01-31T08:00:00Z');
    const given = fc.tuple(
      fc.array(arbitraryValue, { maxLength: 3 }),
      fc.array(fc.tuple(value, ending), { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
    );
    let imported = 0;
    fc.assert(
      fc.property(given, ([on, values, limit]) => {
        const unique = new Map(on.map((listed) => [`${listed.first}-${listed.last}`, listed.text]));
        const list = listOf(
          [...unique.values()].map((text, index) => buildEntry(`e${index}`, text)),
          { limit: Math.max(limit, unique.size) },
        );
        const rows = values.map(([text, until]) => `${text}\t${until}`);
        const { added, together } = planImport(
          readKnownList(toWireAllowlist(recordAt(1), list, NOW)),
          readList(['value\texpires', ...rows].join('\n')),
          NOW,
          true,
        );
        const sent = added.map(({ entry: { format, value: text, expiresAt } }) => {
          const ends = expiresAt ? Date.parse(expiresAt) : null;
          return { format, value: text, remark: '', expiresAt: ends };
        });
        const result = importEntries(list, sent, buildOrigin(NOW));
        imported += sent.length;
        expect(result.ok).toBe(together === null);
      }),
    );
    expect(imported).toBeGreaterThan(50);
  });
});
