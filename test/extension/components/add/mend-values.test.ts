import { describe, expect, it } from 'vitest';
import {
  formatOf,
  judgeRead,
  readTogether,
} from '../../../../extension/components/add/judge-text.ts';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import {
  findOtherFormat,
  findRewrite,
  replaceInLines,
} from '../../../../extension/components/add/mend-values.ts';
import { readList } from '../../../../shared/read-list/read-list.ts';
import type { ValueFormat } from '../../../../shared/value-problem.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const KNOWN = readKnownList(buildList());

const judge = (format: ValueFormat, text: string) => judgeRead(KNOWN, readList(text), format, NOW);

function flawOf(format: ValueFormat, text: string) {
  const [flaw] = judge(format, text).flaws;
  if (flaw === undefined) throw new Error(`${text} is no flaw`);
  return flaw;
}

describe('the mend of a bad value', () => {
  it.each<[ValueFormat, string, string]>([
    ['segment', '203.0.113.7', '203.0.113.7/32'],
    ['segment', '2001:db8::7', '2001:db8::7/128'],
    ['address', '203.0.113.7/32', '203.0.113.7'],
    ['range', '203.0.113.7', '203.0.113.7-203.0.113.7'],
    ['range', '203.0.113.9/24', '203.0.113.0-203.0.113.255'],
    ['range', '203.0.113.9-203.0.113.1', '203.0.113.1-203.0.113.9'],
    ['range', '203.0.113.1 – 203.0.113.9', '203.0.113.1-203.0.113.9'],
    ['segment', '203.0.113.0 255.255.255.0', '203.0.113.0/24'],
    ['address', '203.0.113.07', '203.0.113.7'],
    ['address', 'mail from 203.0.113.7 today', '203.0.113.7'],
  ])('as %s, %s is written %s', (format, text, rewrite) => {
    expect(findRewrite(flawOf(format, text))).toBe(rewrite);
  });

  it.each<[ValueFormat, string]>([
    ['address', '203.0.113.0/24'],
    ['address', '203.0.113.010'],
    ['segment', '203.0.113.1-203.0.113.9'],
    ['segment', '203.0.113.0/33'],
    ['range', 'mail.example.com'],
    ['address', 'deny 203.0.113.7'],
  ])('is not guessed: as %s, %s has none', (format, text) => {
    expect(findRewrite(flawOf(format, text))).toBeNull();
  });

  it('waits to be asked for: a value that has one is not among those that can be added', () => {
    const { sound, flaws } = judge('range', '203.0.113.1 – 203.0.113.9\n192.0.2.1-192.0.2.9');
    expect(sound.map(({ value }) => value)).toEqual(['192.0.2.1-192.0.2.9']);
    expect(flaws).toMatchObject([{ line: 1, why: { kind: 'mend', change: 'spelling' } }]);
  });

  it('takes lines out, puts others in the place of a piece, and leaves the rest as it was typed', () => {
    const replacements = [
      { line: 2, text: 'b', by: null },
      { line: 4, text: '10.0.0.*', by: '10.0.0.0/24' },
    ];
    expect(replaceInLines(' a\nb\n\nLab: 10.0.0.* # one', replacements)).toBe(
      ' a\n\nLab: 10.0.0.0/24 # one',
    );
  });

  it('puts the whole line right where it does not have the piece as it stands', () => {
    expect(replaceInLines('::FFFF:192.0.2.1', [{ line: 1, text: '192.0.2.9', by: 'x' }])).toBe('x');
  });

  it('once it is made, the text reads without a flaw', () => {
    const text = 'Lab: 10.0.0.0 255.255.255.0 # one\n203.0.113.10-20, 198.51.100.*';
    const replacements = readList(text).rows.map(({ line, was, value }) => {
      return { line, text: was ?? value, by: value };
    });
    const mended = readList(replaceInLines(text, replacements));
    expect(mended.rejects).toEqual([]);
    expect(mended.rows.map(({ change }) => change)).toEqual([null, null, null]);
    expect(mended.rows.map(({ value }) => value)).toEqual(
      readList(text).rows.map(({ value }) => value),
    );
  });
});

describe('another format', () => {
  it.each<[ValueFormat, string, ValueFormat]>([
    ['address', '203.0.113.0/24\n2001:db8::/64', 'segment'],
    ['segment', '203.0.113.1-203.0.113.9', 'range'],
    ['range', '203.0.113.7', 'address'],
  ])('is offered where not %s but every value fits it: %j', (chosen, text, format) => {
    expect(findOtherFormat(judge(chosen, text))).toEqual({ format, fitsAll: true });
  });

  it('is offered where more values are of it than of the one chosen', () => {
    const text = '203.0.113.7\n203.0.113.0/24\n192.0.2.0/24\n192.0.2.0/33';
    const other = { format: 'segment', fitsAll: false };
    expect(findOtherFormat(judge('address', text))).toEqual(other);
  });

  it('is not offered where as many are of the one chosen, or nothing can be read', () => {
    expect(findOtherFormat(judge('address', '203.0.113.0/24\n203.0.113.7'))).toBeNull();
    expect(findOtherFormat(judge('address', '203.0.113.300\n203.0.113.0/33'))).toBeNull();
    expect(findOtherFormat(judge('address', ''))).toBeNull();
  });

  it.each<[string, ValueFormat]>([
    ['', 'address'],
    ['203.0.113.7', 'address'],
    ['10.0.0.*\n203.0.113.0/24\n203.0.113.7', 'segment'],
    ['203.0.113.1-203.0.113.9', 'range'],
  ])('chooses itself: %j is mostly %s', (text, format) => {
    expect(formatOf(readList(text))).toBe(format);
  });
});

describe('what one addition can hold', () => {
  it.each([
    ['203.0.113.7\n203.0.113.8', { remark: '', needsImport: false }],
    ['Office: 203.0.113.7, 203.0.113.8', { remark: 'Office', needsImport: false }],
    ['203.0.113.7 # Office\n203.0.113.8 # Home', { remark: null, needsImport: true }],
    ['203.0.113.7\n203.0.113.0/24', { remark: '', needsImport: true }],
    ['ip,expires\n203.0.113.7,2031-01-31', { remark: '', needsImport: true }],
  ])('of %j', (text, together) => {
    expect(readTogether(readList(text))).toEqual(together);
  });

  it('nothing that the text refuses is among what can be added', () => {
    const { sound, flaws } = judge('address', 'allow 203.0.113.7;\ndeny 198.51.100.9;\n#192.0.2.1');
    expect(sound.map(({ value }) => value)).toEqual(['203.0.113.7']);
    expect(flaws).toMatchObject([{ line: 2, why: { kind: 'reject', reason: 'denied' } }]);
  });

  it('what is on the list is told of beside what can’t be read, by line', () => {
    const known = readKnownList(buildList(entry('e1', '203.0.113.7')));
    const { flaws } = judgeRead(known, readList('203.0.113.300\n203.0.113.7'), 'address', NOW);
    expect(flaws.map(({ line, why }) => [line, why.kind])).toEqual([
      [1, 'reject'],
      [2, 'listed'],
    ]);
  });
});
