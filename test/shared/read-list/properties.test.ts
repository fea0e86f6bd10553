/** Properties that hold for every text that is read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadList } from '../../../shared/read-list/found.ts';
import { readList } from '../../../shared/read-list/read-list.ts';
import { arbitraryValue } from '../arbitrary-values.ts';
import { CASES } from './cases.ts';
import { noisyTexts } from './noisy-texts.ts';
import { isStanding, standingIn } from './standing-addresses.ts';

const QUAD = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const LINE_END = /\r\n|\r|\n/;

function saidBy({ rows, rejects, ignored }: ReadList): string {
  return [
    ...rows.flatMap(({ value, was, remark }) => [value, was ?? '', remark]),
    ...rejects.map(({ text }) => text),
    ...ignored.map(({ text }) => text),
  ].join('\n');
}

/**
 * The quads of a text that have been lost: nothing that was read mentions them, and no row comes
 * from their line.
 */
function lostFrom(text: string): string[] {
  const read = readList(text);
  if (read.rejects.some(({ reason }) => reason === 'workbook' || reason === 'not-text')) return [];
  const said = saidBy(read);
  const lines = text.split(LINE_END);
  const onRows = read.rows.map(({ line }) => lines[line - 1] ?? '').join('\n');
  return [...text.matchAll(QUAD)]
    .map(([quad]) => quad)
    .filter((quad) => !said.includes(quad) && !onRows.includes(quad));
}

function inventedFrom(text: string): string[] {
  const standing = standingIn(text);
  return readList(text)
    .rows.map(({ value }) => value)
    .filter((value) => !isStanding(value, standing));
}

describe.each(CASES)('$name', ({ input }) => {
  const read = readList(input);

  it('loses no address', () => {
    expect(lostFrom(input)).toEqual([]);
  });

  it('invents no address', () => {
    expect(inventedFrom(input)).toEqual([]);
  });

  it('suggests only what reads as it stands', () => {
    for (const { suggestion } of read.rejects) {
      if (suggestion === null) continue;
      const suggested = readList(suggestion);
      expect(suggested.rejects).toEqual([]);
      expect(suggested.rows).not.toEqual([]);
    }
  });

  it('says the same with other line ends', () => {
    const lines = input.split(LINE_END);
    const plain = readList(lines.join('\n')).rows;
    expect(readList(lines.join('\r\n')).rows).toEqual(plain);
    expect(readList(lines.join('\r')).rows).toEqual(plain);
  });

  it('says the same with a mark before it and blanks behind its lines', () => {
    if (/\0|^PK/.test(input)) return;
    const lines = input.replace(/^\ufeff/, '').split(LINE_END);
    const { rows } = readList(lines.join('\n'));
    expect(readList(`\ufeff${lines.join('  \n')}`).rows).toEqual(rows);
  });

  it('has no row left when each line is commented out', () => {
    if (/\/\*|<!--|\0|^PK/.test(input)) return;
    const commented = readList(input.replace(/^\ufeff/, '').replace(/^/gm, '# '));
    expect(commented.rows).toEqual([]);
    expect(commented.rejects).toEqual([]);
  });

  it('reads back what it was read into, one a line', () => {
    const rows = read.rows.filter(({ remark }) => /^(?:[\p{L}\p{N}][^#;]*)?$/u.test(remark));
    const again = readList(
      rows.map(({ value, remark }) => (remark ? `${value} # ${remark}` : value)).join('\n'),
    );
    expect(again.rows.map(({ value, format, remark }) => ({ value, format, remark }))).toEqual(
      rows.map(({ value, format, remark }) => ({ value, format, remark })),
    );
  });
});

const WITHOUT_BLOCKS = CASES.filter(
  ({ kind }) => !['structured', 'own', 'table', 'prose', 'file'].includes(kind),
);

describe.each(WITHOUT_BLOCKS)('$name, cut at the end of any line', ({ input }) => {
  it('has the same rows up to there', () => {
    const lines = input.split(LINE_END);
    const { rows } = readList(lines.join('\n'));
    for (let length = 1; length < lines.length; length++) {
      const before = readList(lines.slice(0, length).join('\n')).rows;
      expect(before).toEqual(rows.filter(({ line }) => line <= length));
    }
  });
});

const LABEL = fc.stringMatching(/^(?:Office|Home|Büro|总部|Lab|Print)[ ](?:[a-z]{3,8}|\d)$/);
const ENTRIES = fc.array(fc.tuple(arbitraryValue, LABEL), { minLength: 1, maxLength: 12 });

const SYNTAXES: Readonly<
  Record<
    string,
    {
      write: (value: string, label: string) => string;
      begin?: string;
      end?: string;
      labelled: boolean;
    }
  >
> = {
  'value # label': { write: (value, label) => `${value} # ${label}`, labelled: true },
  'value label': { write: (value, label) => `${value} ${label}`, labelled: true },
  'label: value': { write: (value, label) => `${label}: ${value}`, labelled: true },
  'label (value)': { write: (value, label) => `${label} (${value})`, labelled: true },
  '- value - label': { write: (value, label) => `- ${value} - ${label}`, labelled: true },
  'label tab value': { write: (value, label) => `${label}\t${value}\t`, labelled: true },
  CSV: { begin: 'ip;remark', write: (value, label) => `${value};"${label}"`, labelled: true },
  Markdown: {
    begin: '| IP | Owner |\n|---|---|',
    write: (value, label) => `| \`${value}\` | ${label} |`,
    labelled: true,
  },
  'a list of YAML': {
    begin: 'allowed:',
    write: (value, label) => `  - "${value}" # ${label}`,
    labelled: true,
  },
  'records of YAML': {
    write: (value, label) => `- ip: ${value}\n  comment: ${label}`,
    labelled: true,
  },
  HCL: {
    begin: 'variable "allowed" {\n  default = [',
    write: (value, label) => `    "${value}", # ${label}`,
    end: '  ]\n}',
    labelled: true,
  },
  nginx: {
    write: (value, label) => `allow ${value}; # ${label}`,
    end: 'deny all;',
    labelled: true,
  },
  'Postfix’s table': { write: (value) => `${value}  OK`, end: '0.0.0.0/0 REJECT', labelled: false },
  'one line': { write: (value) => `${value},`, labelled: false },
};

describe.each(Object.entries(SYNTAXES))(
  'a list written as %s',
  (_, { begin, write, end, labelled }) => {
    it('reads back', () => {
      fc.assert(
        fc.property(ENTRIES, (entries) => {
          const lines = entries.map(([{ text }, label]) => write(text, label));
          const read = readList(
            [...(begin ? [begin] : []), ...lines, ...(end ? [end] : [])].join('\n'),
          );
          expect(read.rejects).toEqual([]);
          expect(read.rows.map(({ format, remark }) => [format, remark])).toEqual(
            entries.map(([{ format }, label]) => [format, labelled ? label : '']),
          );
          // An address inside of a segment may stand for the segment.
          for (const [index, [{ text }]] of entries.entries())
            expect([null, text]).toContain(read.rows[index]?.was);
        }),
        { numRuns: 100 },
      );
    });
  },
);

function misreadSuggestions(text: string): string[] {
  return readList(text).rejects.flatMap(({ suggestion }) => {
    if (suggestion === null) return [];
    const { rows, rejects } = readList(suggestion);
    return rejects.length > 0 || rows.length === 0 ? [suggestion] : [];
  });
}

/** More of them where somebody asks for it; each is of the seed that it is named with. */
const { NOISY_TEXTS = '2000', NOISY_SEED = '1' } = process.env;
const TEXT_MS = 30;

it(
  `invents and loses nothing in ${NOISY_TEXTS} noisy texts of seed ${NOISY_SEED}, and suggests only what reads`,
  () => {
    const faults: string[] = [];
    for (const text of noisyTexts(Number(NOISY_TEXTS), Number(NOISY_SEED))) {
      const wrong = [
        ...inventedFrom(text).map((value) => `invents ${value}`),
        ...lostFrom(text).map((quad) => `loses ${quad}`),
        ...misreadSuggestions(text).map((suggestion) => `suggests ${suggestion}`),
      ];
      if (wrong.length > 0) faults.push(`${wrong.join(', ')}: ${JSON.stringify(text)}`);
    }
    expect(faults).toEqual([]);
  },
  60_000 + Number(NOISY_TEXTS) * TEXT_MS,
);

it.each([
  '–0::',
  'Office:::203.0.113.7',
  '- 203.0.113.1 - 203.0.113.9',
  '203.0.113.1 -203.0.113.9',
  '2001":db8::7',
])('takes no address of %s as it stands', (text) => {
  const { rows, rejects } = readList(text);
  expect(rows).toEqual([]);
  expect(rejects).toHaveLength(1);
});

it('takes steps in proportion to a text of one sign alone', () => {
  for (const sign of [
    'a',
    '(',
    '"',
    '1.',
    '::',
    '1-',
    ' ',
    '/*',
    '#',
    'a: ',
    '[',
    '{\n',
    '[\n',
    '"\n',
    '203.0.113.7 ',
  ]) {
    const read = readList(sign.repeat(100_000 / sign.length));
    expect(read.rows.every(({ value }) => value === '203.0.113.7')).toBe(true);
  }
});
