import { expect, it } from 'vitest';
import {
  findListChange,
  NEW_LIST,
  settingsOfList,
} from '../../../../extension/components/lists/list-settings.ts';

it('a new shared list has a limit of 100, which needs no saying', () => {
  expect(NEW_LIST).toEqual({ limit: '100', note: '' });
  expect(findListChange({ ...NEW_LIST, limit: ' 100 ' }, NEW_LIST)).toEqual({});
});

it('only what differs is sent, and nothing while a value is wrong', () => {
  const before = { limit: '100', note: 'Ticket 4012' };
  expect(findListChange({ ...before, limit: '250' }, before)).toEqual({ limit: 250 });
  expect(findListChange({ ...before, note: '' }, before)).toEqual({ note: '' });
  expect(findListChange({ ...before, limit: '10001' }, before)).toBeUndefined();
  expect(findListChange({ ...before, note: 'two\nlines' }, before)).toBeUndefined();
});

it('a list whose note is not told has none', () => {
  const list = { list: 'office', limit: 7, count: 0, expired: 0, revision: 1, accounts: 0 };
  const published = { createdAt: '2026-01-01T00:00:00Z', publishedRevision: 1 };
  const shown = { ...list, ...published, unpublishedSince: null };
  expect(settingsOfList(shown)).toEqual({ limit: '7', note: '' });
});
