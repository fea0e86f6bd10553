import { expect, it } from 'vitest';
import { wordEvent, wordSettings } from '../../../extension/wording/history-event.ts';
import type { HistoryEvent } from '../../../shared/api.ts';

const EVENT = {
  revision: 3,
  at: '2026-05-01T00:00:00Z',
  by: { tokenId: 'operator', name: 'operator' },
  added: [],
  removed: [],
  updated: [],
  before: {},
  after: {},
} as const;

function eventOf(part: Partial<HistoryEvent>): HistoryEvent {
  return { ...EVENT, added: [], removed: [], updated: [], action: 'list-attached', ...part };
}

it('an account says which list was attached, and says it once', () => {
  const attached = eventOf({
    before: { lists: 'vpn' },
    after: { list: 'office', lists: 'vpn office' },
  });
  expect(wordEvent(attached)).toBe('history.listAttached');
  expect(wordSettings(attached)).toEqual([]);
});

it('a shared list says which account has attached it or detached it', () => {
  const account = 'sender@example.com';
  expect(wordEvent(eventOf({ after: { account } }))).toBe('history.attachedTo');
  const detached = eventOf({ action: 'list-detached', before: { account } });
  expect(wordEvent(detached)).toBe('history.detachedFrom');
});

it('names the lists that another change of an account has brought or taken', () => {
  const restored = eventOf({
    action: 'allowlist-restored',
    before: { lists: '' },
    after: { lists: 'office vpn' },
  });
  expect(wordSettings(restored)).toEqual([
    { name: 'included.lists', before: '', after: 'office and vpn' },
  ]);
});

it('says a change of the fail mode in words, and passes on a value of a newer Worker', () => {
  const changed = eventOf({
    action: 'account-changed',
    before: { failMode: 'default' },
    after: { failMode: 'open' },
  });
  const name = 'history.failMode';
  expect(wordSettings(changed)).toEqual([
    { name, before: 'history.failModeDefault', after: 'history.failModeOpen' },
  ]);
  const newer = eventOf({ before: { failMode: 'closed' }, after: { failMode: 'delayed' } });
  expect(wordSettings(newer)).toEqual([
    { name, before: 'history.failModeClosed', after: 'delayed' },
  ]);
});
