/** Compares the compiled list with Node's own class for the same task, `net.BlockList`. */
import { BlockList } from 'node:net';
import { type CompiledList, compileList, findOwner } from '../shared/compiled-list.ts';
import { familyOf, formatAddress, readAddress } from '../shared/ip-address.ts';
import { compareRanges } from '../shared/ip-range.ts';
import type { Bench, Figure } from './figure.ts';
import { medians } from './rounds.ts';
import { type SampleEntry, sampleEntries, sampleProbes } from './sample-list.ts';
import { timeTurn } from './turn.ts';

/** With 100,000 entries a look-up in BlockList takes milliseconds, so a turn has fewer of them. */
const SIZES = [
  { size: 10, probes: 1024, rounds: 31, timesAsFast: 2.5 },
  { size: 1_000, probes: 1024, rounds: 31, timesAsFast: 4 },
  { size: 100_000, probes: 256, rounds: 5, timesAsFast: 500 },
] as const;
const COMPILED = 10_000;

export const intervals: Bench = {
  title: 'An address in a list',
  method:
    'Reading an address’s text and finding its interval, in this process: half IPv4, half IPv6; half of the addresses listed; as many single addresses as segments and ranges, none touching another. net.BlockList has the same entries, and is told each address’s family. Medians of turns of 5 ms of the processor’s time.',
  async measure(progress) {
    const figures: Figure[] = [];
    for (const { size, probes, rounds, timesAsFast } of SIZES) {
      const { ours, blockList } = await measureSearch(size, probes, rounds);
      const text = size.toLocaleString('en');
      figures.push(
        { what: `${text} intervals`, value: ours, unit: 'ns' },
        { what: `${text} intervals, net.BlockList`, value: blockList, unit: 'ns' },
        {
          what: `${text} intervals, times as fast as net.BlockList`,
          value: blockList / ours,
          unit: '×',
          atLeast: timesAsFast,
        },
      );
      progress(`${text} intervals: ${ours.toFixed(0)} ns, ${blockList.toFixed(0)} ns`);
    }
    return [...figures, ...(await measureCompiling())];
  },
};

async function measureSearch(size: number, probes: number, rounds: number) {
  const entries = sampleEntries(size);
  const texts = sampleProbes(entries, probes);
  const isListed = listedIn(compileList(entries));
  const isBlocked = blockedBy(entries);
  const families = texts.map((text) => (text.includes(':') ? 'ipv6' : 'ipv4'));
  texts.forEach((text, index) => {
    if (isListed(text) !== isBlocked(text, families[index]))
      throw new Error(`${text}: the two do not agree`);
  });
  // The results are counted. Otherwise the compiler might leave out the look-ups.
  let found = 0;
  const round = (lookUp: (text: string, index: number) => boolean) => async () =>
    timeTurn(() => {
      for (let index = 0; index < texts.length; index++)
        if (lookUp(texts[index] ?? '', index)) found++;
    }) / texts.length;
  const medianOf = await medians(
    [
      { name: 'ours', round: round(isListed) },
      { name: 'blockList', round: round((text, index) => isBlocked(text, families[index])) },
    ],
    rounds,
  );
  if (found === 0) throw new Error('nothing was found');
  return { ours: medianOf('ours'), blockList: medianOf('blockList') };
}

function listedIn(list: CompiledList): (text: string) => boolean {
  const words = new Uint32Array(4);
  return (text) => readAddress(text, words) && findOwner(list, words) !== undefined;
}

function blockedBy(entries: readonly SampleEntry[]) {
  const blockList = new BlockList();
  for (const { format, range, prefix } of entries) {
    const family = familyOf(range.first) === 4 ? 'ipv4' : 'ipv6';
    const first = formatAddress(range.first);
    if (format === 'address') blockList.addAddress(first, family);
    else if (format === 'segment') blockList.addSubnet(first, prefix, family);
    else blockList.addRange(first, formatAddress(range.last), family);
  }
  return (text: string, family: 'ipv4' | 'ipv6' | undefined) => blockList.check(text, family);
}

async function measureCompiling(): Promise<Figure[]> {
  const entries = sampleEntries(COMPILED);
  const ranges = entries.map(({ range }) => range);
  const medianOf = await medians(
    [
      { name: 'compile', round: async () => timeTurn(() => compileList(entries)) },
      { name: 'sort', round: async () => timeTurn(() => ranges.toSorted(compareRanges)) },
    ],
    21,
  );
  const expiring = entries.map(({ range }) => ({ range, expiresAt: Date.now() }));
  const { ipv4, ipv6, owners, expiries } = compileList(expiring);
  const bytes = [ipv4, ipv6, owners, expiries].reduce((sum, part) => sum + part.byteLength, 0);
  const count = COMPILED.toLocaleString('en');
  return [
    { what: `compiling ${count} entries`, value: medianOf('compile') / 1e6, unit: 'ms' },
    {
      what: `compiling ${count} entries`,
      value: medianOf('compile') / medianOf('sort'),
      unit: '×',
      atMost: 3,
      note: 'of a plain sort of the same ranges',
    },
    {
      what: 'an interval of the compiled list',
      value: bytes / COMPILED,
      unit: 'B',
      atMost: 33,
      note: 'its owner and its expiry included; a single address takes 16 B of IPv4, 28 B of IPv6, any other interval 24 B and 48 B; 8 B less where no entry expires',
    },
  ];
}
