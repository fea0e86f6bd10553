import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardCell, unguardCell } from '../../../../extension/components/transfer/formula-guard.ts';
import { readCsv } from '../../../../extension/components/transfer/read-csv.ts';

function rowsOf(text: string, separator = ',') {
  const read = readCsv(text, separator);
  if (!read.ok) throw new Error(`${read.error.kind} on line ${read.error.line}`);
  return read.value.map(({ line, cells }) => [line, ...cells]);
}

describe('reading CSV', () => {
  it.each<[string, (string | number)[][]]>([
    [
      'a,b\r\nc,d\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'a,b\nc,',
      [
        [1, 'a', 'b'],
        [2, 'c', ''],
      ],
    ],
    [
      'a\rb',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['"a,1","b ""c"""', [[1, 'a,1', 'b "c"']]],
    [
      '"a\r\nb",c\r\nd,e',
      [
        [1, 'a\r\nb', 'c'],
        [3, 'd', 'e'],
      ],
    ],
    [
      'a\n\n , \nb',
      [
        [1, 'a'],
        [4, 'b'],
      ],
    ],
    ['"",""', []],
    ['', []],
  ])('of %j finds the rows, each with its line', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  it('takes any one separator', () => {
    expect(rowsOf('a;"b;c";d,e', ';')).toEqual([[1, 'a', 'b;c', 'd,e']]);
  });

  it.each([
    ['a\n"b\nc', 'open-quote', 2],
    ['a\nb"c', 'stray-quote', 2],
    ['"a"b', 'stray-quote', 1],
    ['"a" ,b', 'stray-quote', 1],
  ])('refuses %j: %s on line %i', (text, kind, line) => {
    expect(readCsv(text, ',')).toEqual({ ok: false, error: { kind, line } });
  });

  it('reads back whatever is written in quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', "'", ' ', '=') });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(rows, (written) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = written.map((cells) => cells.map(quoted).join(',')).join('\r\n');
        const filled = written.filter((cells) => cells.some((filling) => filling.trim() !== ''));
        expect(rowsOf(text).map(([, ...cells]) => cells)).toEqual(filled);
      }),
    );
  });
});

describe('a cell that a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1"])('%j is made text', (text) => {
    expect(guardCell(text)).toBe(`'${text}`);
  });

  it.each(['203.0.113.7', '::1', "it's", "'quoted'", 'a=b', ''])('%j is left as it is', (text) => {
    expect(guardCell(text)).toBe(text);
    expect(unguardCell(text)).toBe(text);
  });

  it('is what it was when it is read back, apostrophes and all', () => {
    const text = fc.string({ unit: fc.constantFrom("'", '=', '-', '＠', 'a', ' ') });
    fc.assert(
      fc.property(text, (written) => {
        expect(unguardCell(guardCell(written))).toBe(written);
      }),
    );
  });
});
