import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowlist } from '../../shared/allowlist.ts';
import { type HistoryEvent, rewindAllowlist } from '../../shared/history.ts';
import { operations, play } from './arbitrary-operations.ts';
import { buildEntry, listOf, MANAGER, OFF_LIST } from './build-allowlist.ts';

function unordered({ mode: was, entries }: Pick<Allowlist, 'mode' | 'entries'>) {
  return { mode: was, entries: entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

describe('rewindAllowlist', () => {
  it('R16: gives the list as it stood before any number of changes', () => {
    let rewound = 0;
    fc.assert(
      fc.property(operations, (list) => {
        const { events, states } = play(list);
        const now = states.at(-1) ?? OFF_LIST;
        states.toReversed().forEach((state, count) => {
          const then = rewindAllowlist(now, events.slice(0, count));
          expect(unordered(then)).toEqual(unordered(state));
          rewound++;
        });
      }),
      { numRuns: 600 },
    );
    expect(rewound).toBeGreaterThan(3_000);
  });

  it('gives the entries in the order they were created', () => {
    const first = buildEntry('e8', '192.0.2.1', { createdAt: 1 });
    const second = buildEntry('e7', '192.0.2.2', { createdAt: 2 });
    const third = buildEntry('e6', '192.0.2.3', { createdAt: 3 });
    const event = { revision: 4, at: 4, action: 'entry-deleted', by: MANAGER } as const;
    const settings = { before: {}, after: {}, added: [], updated: [] };
    const then = rewindAllowlist(listOf([first, third]), [
      { ...event, ...settings, removed: [second] },
    ]);
    expect(then.entries).toEqual([first, second, third]);
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
    expect(rewindAllowlist(list, [event])).toEqual({ mode: 'observe', entries: list.entries });
  });
});
