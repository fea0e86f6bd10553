import { describe, expect, it } from 'vitest';
import { judgeValues } from '../../../../extension/components/add/judge-values.ts';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import {
  findOtherFormat,
  findRewrite,
  replaceLines,
} from '../../../../extension/components/add/mend-values.ts';
import { toLines } from '../../../../extension/components/add/paste-lines.ts';
import { linesOf, splitValues } from '../../../../extension/components/add/split-values.ts';
import type { ValueFormat } from '../../../../shared/value-problem.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList } from '../../support/build-list.ts';

const KNOWN = readKnownList(buildList());

const judge = (format: ValueFormat, text: string) =>
  judgeValues(
    KNOWN,
    linesOf(text).map((line) => ({ ...line, format })),
    NOW,
  );

function rewriteOf(format: ValueFormat, text: string): readonly string[] | null {
  const [flaw] = judge(format, text).flaws;
  if (flaw === undefined) throw new Error(`${text} is no flaw`);
  return findRewrite(flaw);
}

describe('what is pasted', () => {
  it.each([
    ['203.0.113.7, 203.0.113.8;203.0.113.9', ['203.0.113.7', '203.0.113.8', '203.0.113.9']],
    ['203.0.113.7\r\n\r\n203.0.113.8\t2001:db8::7', ['203.0.113.7', '203.0.113.8', '2001:db8::7']],
    ['203.0.113.7、203.0.113.8，203.0.113.9；', ['203.0.113.7', '203.0.113.8', '203.0.113.9']],
    ['203.0.113.1 - 203.0.113.9', ['203.0.113.1-203.0.113.9']],
    [
      '203.0.113.1～203.0.113.9 2001:db8::1–2001:db8::9',
      ['203.0.113.1-203.0.113.9', '2001:db8::1-2001:db8::9'],
    ],
    [' \n ', []],
  ])('%j is split into its values', (text, values) => {
    expect(splitValues(text)).toEqual(values);
  });

  it('keeps the end of its last line, so that the next paste has a line of its own', () => {
    expect(toLines('203.0.113.7, 203.0.113.8\r\n')).toBe('203.0.113.7\n203.0.113.8\n');
    expect(toLines('203.0.113.7')).toBe('203.0.113.7');
  });
});

describe('the mend of a bad line', () => {
  it.each<[ValueFormat, string, string]>([
    ['segment', '203.0.113.7', '203.0.113.7/32'],
    ['segment', '2001:db8::7', '2001:db8::7/128'],
    ['address', '203.0.113.7/32', '203.0.113.7'],
    ['range', '203.0.113.7', '203.0.113.7-203.0.113.7'],
    ['range', '203.0.113.9/24', '203.0.113.0-203.0.113.255'],
    ['range', '203.0.113.9-203.0.113.1', '203.0.113.1-203.0.113.9'],
    ['range', '203.0.113.1 – 203.0.113.9', '203.0.113.1-203.0.113.9'],
  ])('as %s, %s is written %s', (format, text, rewrite) => {
    expect(rewriteOf(format, text)).toEqual([rewrite]);
  });

  it('puts several values on lines of their own', () => {
    expect(rewriteOf('address', '203.0.113.7, 203.0.113.8')).toEqual([
      '203.0.113.7',
      '203.0.113.8',
    ]);
  });

  it.each<[ValueFormat, string]>([
    ['address', '203.0.113.0/24'],
    ['address', '203.0.113.07'],
    ['segment', '203.0.113.1-203.0.113.9'],
    ['segment', '203.0.113.0/33'],
    ['range', 'mail.example.com'],
  ])('is not guessed: as %s, %s has none', (format, text) => {
    expect(rewriteOf(format, text)).toBeNull();
  });

  it('takes lines out and puts others in, and leaves the rest as it was typed', () => {
    const replacements = new Map([
      [2, []],
      [4, ['d', 'e']],
    ]);
    expect(replaceLines(' a\nb\n\nc', replacements)).toBe(' a\n\nd\ne');
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
});
