/** Measures the memory that an isolate uses, for different kinds of questions. */
import { newTokenText } from '../worker/tokens/token-text.ts';
import type { Bench, Figure } from './figure.ts';
import { HeldClock, IsolateAsker, openDecisionPoint, usedMebibytes } from './isolate-asker.ts';
import { accountName, LISTED_ADDRESSES, openIsolate } from './isolate-bindings.ts';
import { randomFrom } from './random.ts';
import { ZipfLaw } from './zipf-law.ts';

const ACCOUNTS = 100_000;
const CHECKS = 400_000;
const PER_SECOND = 1_000;
const MADE_UP = 50_000;
/** The size of a flood: every address asks about every account, all within a second. */
const FLOODED_ACCOUNTS = 100;
const FLOOD_ADDRESSES = 1_000;
/** The memory that may still change after a garbage collection. */
const NOISE_MIB = 2;

export const memory: Bench = {
  title: 'Memory of an isolate',
  method: `The Worker’s decision point in this process, on bindings that stand for the platform: ${count(ACCOUNTS)} accounts with 10 entries and 2 tokens each, asked about by a relay ${count(CHECKS)} times by a Zipf law (exponent 1) at ${count(PER_SECOND)} a second of a clock of its own; then floods of made-up accounts and tokens, and ${count(FLOOD_ADDRESSES)} addresses at each of ${count(FLOODED_ACCOUNTS)} accounts. Heap and buffers after a collection, less what they were before the isolate. Workers’ own pointers are half as long as Node’s, so there it is less. Each flood comes twice: what the second one adds is growth.`,
  async measure(progress) {
    using clock = new HeldClock();
    const isolate = await openIsolate(ACCOUNTS);
    const before = usedMebibytes();
    const asker = new IsolateAsker(isolate, await openDecisionPoint(isolate));
    const random = randomFrom(1);
    const law = new ZipfLaw(ACCOUNTS);
    const lawMebibytes = usedMebibytes() - before;
    const held = () => usedMebibytes() - before - lawMebibytes;

    const seen = new Set<number>();
    const kvBefore = isolate.kvReads();
    for (let index = 0; index < CHECKS; index++) {
      const account = law.sample(random());
      seen.add(account);
      await asker.check(accountName(account), LISTED_ADDRESSES[index % LISTED_ADDRESSES.length]);
      clock.advance(1_000 / PER_SECOND);
    }
    const kvReads = isolate.kvReads() - kvBefore;
    const distinct = seen.size;
    seen.clear();
    const afterZipf = held();
    progress(`${count(distinct)} accounts asked about, ${afterZipf.toFixed(1)} MiB`);
    const figures: Figure[] = [
      { what: 'accounts asked about', value: distinct, unit: '' },
      {
        what: 'checks answered from memory, no KV read',
        value: (1 - kvReads / CHECKS) * 100,
        unit: '%',
        note: `at ${count(PER_SECOND)} checks a second; a copy is good for 5 s`,
      },
      { what: 'an isolate’s memory', value: afterZipf, unit: 'MiB', atMost: 64 },
    ];
    const floods: readonly (readonly [what: string, flood: (part: number) => Promise<void>])[] = [
      [`${count(MADE_UP)} made-up accounts`, (part) => askMadeUpAccounts(asker, part)],
      [`${count(MADE_UP)} made-up tokens`, (part) => askWithMadeUpTokens(asker, part)],
      [
        `${count(FLOOD_ADDRESSES)} addresses at each of ${count(FLOODED_ACCOUNTS)} accounts`,
        (part) => askFromEverywhere(asker, part),
      ],
    ];
    for (const [what, flood] of floods) {
      await flood(1);
      clock.advance(1);
      const once = held();
      await flood(2);
      const twice = held();
      progress(`${what}: ${once.toFixed(1)} MiB, then ${twice.toFixed(1)} MiB`);
      figures.push(
        { what: `after ${what}`, value: twice, unit: 'MiB', atMost: 64 },
        { what: `grown by ${what} more`, value: twice - once, unit: 'MiB', atMost: NOISE_MIB },
      );
    }
    return figures;
  },
};

async function askMadeUpAccounts(asker: IsolateAsker, part: number): Promise<void> {
  for (let index = 0; index < MADE_UP; index++)
    await asker.check(accountName(ACCOUNTS + part * MADE_UP + index), '192.0.2.1');
}

/** Asks with invented tokens. Half of them are relay tokens, half name an account. */
async function askWithMadeUpTokens(asker: IsolateAsker, part: number): Promise<void> {
  for (let index = 0; index < MADE_UP; index++) {
    const objectId = (ACCOUNTS + part * MADE_UP + index).toString(16).padStart(64, '0');
    await asker.refuse(newTokenText(index % 2 === 0 ? undefined : objectId).text);
  }
}

async function askFromEverywhere(asker: IsolateAsker, part: number): Promise<void> {
  for (let account = 0; account < FLOODED_ACCOUNTS; account++) {
    for (let index = 0; index < FLOOD_ADDRESSES; index++) {
      const address = `2001:db8:ffff:${part}::${index.toString(16)}`;
      await asker.check(accountName(account), address);
    }
  }
}

function count(value: number): string {
  return value.toLocaleString('en');
}
