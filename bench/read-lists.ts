/** How long the reader of lists takes: for lists as people keep them, and for texts that say nothing. */
import { readList } from '../shared/read-list/read-list.ts';
import type { Bench, Figure } from './figure.ts';
import { medians } from './rounds.ts';
import { timeTurn } from './turn.ts';

const LINES = 10_000;
const CHARACTERS = 1_000_000;
const ROUNDS = 9;
const LINES_MS = 200;
const CHARACTER_MS = 1_000;

/** The same addresses and remarks, as different people write them down. */
const WRITINGS: Readonly<Record<string, { line: (address: string) => string; head?: string }>> = {
  'an address and a comment': { line: (address) => `${address} # host ${address}` },
  'addresses alone': { line: (address) => address },
  'a label and an address': { line: (address) => `Host ${address.slice(3)}: ${address}` },
  'nginx’s allow': { line: (address) => `allow ${address}; # host` },
  CSV: { head: 'ip;remark\n', line: (address) => `${address};"host; ${address}"` },
};

/** Printable ASCII, and signs that the reader has a rule for. */
const SIGNS = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)),
  ...'\t\n\ré一：，。、～–“٣１\u00a0\u200b\u202e😀',
];

export const readLists: Bench = {
  title: 'The reader of lists',
  method: `The one reader that pasted texts, files and selections go through, in this process, in the processor’s own time. Lists of ${count(LINES)} lines: medians of ${ROUNDS} rounds, and the first time on its own. Then ${count(CHARACTERS)} times the same character, for each of ${SIGNS.length}; the slowest is told.`,
  async measure(progress) {
    const [first] = Object.values(WRITINGS);
    const text = first ? write(first) : '';
    const figures: Figure[] = [
      {
        what: `${count(LINES)} lines, the first time`,
        value: timeOnce(text),
        unit: 'ms',
        note: 'nothing is compiled yet',
      },
    ];
    const subjects = Object.entries(WRITINGS).map(([name, writing]) => {
      const list = write(writing);
      return { name, round: async () => timeTurn(() => expectRows(list)) / 1e6 };
    });
    const medianOf = await medians(subjects, ROUNDS);
    for (const { name } of subjects) {
      const value = medianOf(name);
      figures.push({
        what: `${count(LINES)} lines of ${name}`,
        value,
        unit: 'ms',
        atMost: LINES_MS,
      });
      progress(`${name}: ${value.toFixed(0)} ms`);
    }
    const times = SIGNS.map((sign) => {
      return { sign, ms: timeOnce(sign.repeat(CHARACTERS / sign.length)) };
    }).toSorted((left, right) => right.ms - left.ms);
    const [slowest = { sign: '', ms: Number.NaN }] = times;
    figures.push({
      what: `${count(CHARACTERS)} times the same character, the slowest`,
      value: slowest.ms,
      unit: 'ms',
      atMost: CHARACTER_MS,
      note: `${JSON.stringify(slowest.sign)}, of ${SIGNS.length} characters`,
    });
    return figures;
  },
};

function write({ head = '', line }: (typeof WRITINGS)[string]): string {
  const lines = Array.from({ length: LINES }, (_, index) => {
    return `${line(`10.0.${index >> 8}.${index & 255}`)}\n`;
  });
  return head + lines.join('');
}

/** A reader that gave up would be fast. */
function expectRows(list: string): void {
  const { rows } = readList(list);
  if (rows.length !== LINES) throw new Error(`${rows.length} rows were read of ${LINES}`);
}

function timeOnce(text: string): number {
  const began = process.threadCpuUsage();
  readList(text);
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1_000;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
