import { describe, expect, it } from 'vitest';
import {
  consequencesOf,
  hasNobody,
  type ListState,
  leaveOut,
} from '../../../../extension/components/panel/consequences.ts';
import { changeQuestionOf, nextStepOf } from '../../../../extension/components/panel/question.ts';
import { judgeAddress } from '../../../../shared/judge-address.ts';
import type { ListCommand } from '../../../../shared/list-command.ts';
import { listObjectName } from '../../../../shared/list-name.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const HERE = '203.0.113.57';
const own = entry('own', '192.0.2.10');
const past = entry('past', '198.51.100.9', { expiresAt: new Date(NOW - 1).toISOString() });
const OFFICE = { list: 'office', entries: [entry('o', '198.51.100.7')] };
const EMPTY = { list: 'office', entries: [] };
const UNREAD = { list: 'office' };

const including = (list: ListState, ...included: NonNullable<ListState['included']>) => ({
  ...buildList(...list.entries),
  included,
});
const remove: ListCommand = { kind: 'delete', id: 'own' };

function questionOf(command: ListCommand, list: ReturnType<typeof including>) {
  const addresses = [judgeAddress(list, HERE, false, NOW)];
  const question = changeQuestionOf(command, list, addresses, NOW);
  return { question, step: nextStepOf(command, list, question, NOW) };
}

describe('an account that includes shared lists', () => {
  it('R10: stays on without entries of its own, in its mode', () => {
    const list = including(buildList(own), OFFICE);
    expect(leaveOut(list, ['own']).mode).toBe('enforce');
    expect(leaveOut({ ...list, mode: 'observe' }, ['own']).mode).toBe('observe');
    expect(leaveOut(buildList(own), ['own']).mode).toBe('off');
  });

  it('is asked about when its last own entry goes, since only the lists are left', () => {
    const { question, step } = questionOf(remove, including(buildList(own), OFFICE));
    expect(question).toMatchObject({ turnsOff: false, leavesOnlyLists: true, leavesNobody: false });
    expect(step).toBe('ask');
  });

  it('R11: goes off when it is disabled, and detaches its lists', () => {
    const list = including(buildList(), OFFICE);
    const { question } = questionOf({ kind: 'disable' }, list);
    expect(question).toMatchObject({ turnsOff: true, count: 0, lists: ['office'] });
  });

  it('has somebody while a list lets one in, or may do so', () => {
    expect(hasNobody(including(buildList(past), OFFICE), NOW)).toBe(false);
    expect(hasNobody(including(buildList(past), UNREAD), NOW)).toBe(false);
    expect(hasNobody(including(buildList(past), EMPTY), NOW)).toBe(true);
    expect(hasNobody(including(buildList(), { list: 'office', gone: true }), NOW)).toBe(true);
  });

  it('R18: loses no address of this browser that a list covers, or may cover', () => {
    const here = entry('own', HERE);
    const lostWith = (...included: NonNullable<ListState['included']>) => {
      const list = including(buildList(here, own), ...included);
      return consequencesOf(list, leaveOut(list, ['own']), [{ address: HERE }], NOW).lost;
    };
    const covering = { list: 'office', entries: [entry('o', '203.0.113.0/24')] };
    expect(lostWith(covering)).toEqual([]);
    expect(lostWith(UNREAD)).toEqual([]);
    expect(lostWith(EMPTY)).toEqual([HERE]);
  });
});

describe('a shared list', () => {
  const list = (...entries: Parameters<typeof buildList>) => ({
    ...buildList(...entries),
    account: listObjectName('office'),
  });

  it('asks before a live entry goes, since accounts may depend on it', () => {
    const { question, step } = questionOf(remove, { ...list(own, past), included: [] });
    expect(step).toBe('ask');
    expect(question).toMatchObject({ isShared: true, turnsOff: false, leavesNobody: false });
    expect(questionOf({ kind: 'clear' }, { ...list(own), included: [] }).step).toBe('ask');
  });

  it('lets an expired entry go at once', () => {
    const expired: ListCommand = { kind: 'delete', id: 'past' };
    expect(questionOf(expired, { ...list(own, past), included: [] }).step).toBe('make');
  });

  it('is never off, and has nobody of its own to refuse', () => {
    expect(leaveOut(list(own), ['own']).mode).toBe('enforce');
    expect(hasNobody(list(past), NOW)).toBe(false);
  });
});
