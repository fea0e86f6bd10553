import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowlist } from '../../shared/allowlist.ts';
import { type HistoryEvent, rewindEntries } from '../../shared/history.ts';
import { operations, play } from './arbitrary-operations.ts';
import { buildEntry, listOf, MANAGER, OFF_LIST } from './build-allowlist.ts';

function unordered({ mode: was, entries }: Pick<Allowlist, 'mode' | 'entries'>) {
  return { mode: was, entries: entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

describe('rewindEntries', () => {
  it('R16: gives the list as it stood before any number of changes', () => {
    let rewound = 0;
    fc.assert(
      fc.property(operations, (list) => {
        const { events, states } = play(list);
        const now = states.at(-1) ?? OFF_LIST;
        states.toReversed().forEach((state, count) => {
          const then = rewindEntries(now, events.slice(0, count));
          expect(unordered(then)).toEqual(unordered(state));
          rewound++;
        });
      }),
      { numRuns: 600 },
    );
    expect(rewound).toBeGreaterThan(3_000);
  });

  it('takes no setting but the list’s mode for the mode', () => {
    const event: HistoryEvent = {
      revision: 2,
      at: 2,
      action: 'account-changed',
      by: MANAGER,
      before: { limit: 10, note: 'off', consistency: 'default' },
      after: { limit: 20, note: '', consistency: 'strict' },
      added: [],
      updated: [],
      removed: [],
    };
    const list = listOf([buildEntry('e1', '192.0.2.1')], { mode: 'observe' });
    expect(rewindEntries(list, [event])).toEqual({ mode: 'observe', entries: list.entries });
  });
});
