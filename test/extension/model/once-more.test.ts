import { describe, expect, it } from 'vitest';
import { onceMore } from '../../../extension/model/once-more.ts';

describe('calls that become one more', () => {
  it('are two of a thousand at once: what made the later ones may be news to the first', async () => {
    let runs = 0;
    const run = onceMore(async () => {
      runs += 1;
    });
    await Promise.all(Array.from({ length: 1_000 }, run));
    expect(runs).toBe(2);
  });

  it('are made anew once nothing is under way, after one that failed, too', async () => {
    let runs = 0;
    const run = onceMore(async () => {
      runs += 1;
      if (runs === 1) throw new Error('the first fails');
    });
    await expect(run()).rejects.toThrow('the first fails');
    await run();
    await run();
    expect(runs).toBe(3);
  });
});
