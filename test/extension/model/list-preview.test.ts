import { describe, expect, it } from 'vitest';
import { orderConfirmation } from '../../../extension/model/first-act.ts';
import {
  addPreviewPage,
  type ListPreview,
  listForesightOf,
} from '../../../extension/model/list-preview.ts';
import type { Sender } from '../../../shared/api.ts';

const SENDER: Sender = {
  login: null,
  address: '198.51.100.7',
  firstSeenAt: '2030-01-01T00:00:00.000Z',
  lastSeenAt: '2030-01-01T00:00:00.000Z',
  allowed: 1,
  refused: 0,
  observed: 0,
  verdict: 'allow',
  entry: null,
  server: { tokenId: 't1', name: 'mx' },
  passwordWasRight: false,
};

function page(cursor: string | null, cutOff: readonly Sender[] = []): ListPreview {
  const account = { account: 'sender@example.com', mode: 'enforce', letIn: [] } as const;
  return {
    revision: 7,
    count: 1,
    warnings: [],
    accounts: { total: 300 },
    affected: cutOff.length > 0 ? [{ ...account, cutOff, nobodyAllowed: false }] : [],
    unreadable: [],
    cursor,
  };
}

/** True if Enter would make the change. */
const isOnEnter = (read: ListPreview | null) =>
  orderConfirmation(listForesightOf(read)).first !== null;

describe('the pages of what a change of a shared list does', () => {
  it('are added up, and go on where the last one ends', () => {
    const first = addPreviewPage(null, page('m@example.com', [SENDER]));
    const both = addPreviewPage(first, { ...page(null, [SENDER]), unreadable: ['z@example.com'] });
    expect(both.affected).toHaveLength(2);
    expect(both.unreadable).toEqual(['z@example.com']);
    expect(both.cursor).toBeNull();
  });

  it('R15: leave the change to Enter only once every account was asked and nobody is cut off', () => {
    expect(isOnEnter(null)).toBe(false);
    expect(isOnEnter(page('m@example.com'))).toBe(false);
    expect(isOnEnter({ ...page(null), unreadable: ['z@example.com'] })).toBe(false);
    expect(isOnEnter(page(null, [SENDER]))).toBe(false);
    expect(isOnEnter(page(null))).toBe(true);
  });

  it('count whom they have found so far', () => {
    const read = addPreviewPage(page('m@example.com', [SENDER]), page('n@example.com', [SENDER]));
    expect(listForesightOf(read)).toMatchObject({ kind: 'checked', cutOff: 2 });
  });
});
