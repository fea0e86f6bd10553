/** Measures the memory that an isolate uses more for an account that includes shared lists. */
import { HeldClock, IsolateAsker, openDecisionPoint, usedMebibytes } from './isolate-asker.ts';
import { accountName, LISTED_ADDRESSES, openIsolate } from './isolate-bindings.ts';

/** All copies of so many accounts, each of 10 entries, have room in an isolate at once. */
export const COPIES = 15_000;
const NO_LISTS: readonly string[] = [];
const THREE_LISTS = ['office-1', 'vpn-2', 'warehouse-3'];
const TURNS = 3;

/** Returns the bytes that each copy takes more than one of an account without lists. */
export async function measureCopies(): Promise<number> {
  // The first two load the code and fill the caches of this process.
  await heldBytes(NO_LISTS);
  await heldBytes(THREE_LISTS);
  const differences: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const without = await heldBytes(NO_LISTS);
    differences.push((await heldBytes(THREE_LISTS)) - without);
  }
  return (differences.toSorted((one, other) => one - other)[1] ?? Number.NaN) / COPIES;
}

async function heldBytes(lists: readonly string[]): Promise<number> {
  using _clock = new HeldClock();
  const isolate = await openIsolate(COPIES, lists);
  const asker = new IsolateAsker(isolate, await openDecisionPoint(isolate));
  const before = usedMebibytes();
  for (let account = 0; account < COPIES; account++)
    await asker.check(accountName(account), LISTED_ADDRESSES[account % LISTED_ADDRESSES.length]);
  const reads = isolate.kvReads();
  // All are asked about again: if one were no longer held, KV would be read.
  for (let account = 0; account < COPIES; account++)
    await asker.check(accountName(account), LISTED_ADDRESSES[0]);
  if (isolate.kvReads() !== reads) throw new Error('an isolate did not hold all copies');
  return (usedMebibytes() - before) * 2 ** 20;
}
