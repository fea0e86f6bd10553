import { describe, expect, it } from 'vitest';
import { MAX_TALLIED_ADDRESSES, RefusalTally } from '../../shared/refusal-tally.ts';

describe('the tally of refusals', () => {
  it('counts them, their addresses once each, and keeps when the first was', () => {
    const tally = new RefusalTally();
    tally.add('192.0.2.1', 2, 10);
    tally.add('192.0.2.2', 1, 20);
    tally.add('192.0.2.1', 1, 30);
    tally.add(undefined, 4, 40);
    const addresses = ['192.0.2.1', '192.0.2.2'];
    expect(tally.refusals).toEqual({ since: 10, count: 8, addresses });
  });

  it('is none without refusals, and after it was cleared', () => {
    const tally = new RefusalTally();
    tally.add('192.0.2.1', 0, 10);
    tally.add('192.0.2.1', -1, 10);
    expect(tally.refusals).toBeUndefined();
    tally.add('192.0.2.1', 1, 20);
    tally.clear();
    expect(tally.refusals).toBeUndefined();
  });

  it('goes on where it was from what was kept', () => {
    const tally = new RefusalTally({ since: 10, count: 3, addresses: ['192.0.2.1'] });
    tally.add('192.0.2.1', 1, 20);
    expect(tally.refusals).toEqual({ since: 10, count: 4, addresses: ['192.0.2.1'] });
  });

  it('tells no more than a thousand addresses apart, and counts on', () => {
    const tally = new RefusalTally();
    for (let index = 0; index < 5_000; index++)
      tally.add(`2001:db8::${index.toString(16)}`, 1, index);
    expect(tally.refusals?.addresses).toHaveLength(MAX_TALLIED_ADDRESSES);
    expect(tally.refusals?.count).toBe(5_000);
  });
});
