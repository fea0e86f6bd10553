import { describe, expect, it } from 'vitest';
import { changeQuestionOf, nextStepOf } from '../../../../extension/components/panel/question.ts';
import type * as api from '../../../../shared/api.ts';
import { judgeAddress } from '../../../../shared/judge-address.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const HERE = '203.0.113.57';
const own = entry('own', HERE);
const wide = entry('wide', '203.0.113.0/24');
const other = entry('other', '198.51.100.7');

type Command = Parameters<typeof changeQuestionOf>[0];

/** The question before a change; undefined if the change needs none. */
function ask(command: Command, list: api.Allowlist, restored: readonly api.Entry[] = []) {
  const question = changeQuestionOf(
    command,
    list,
    [judgeAddress(list, HERE, false, NOW)],
    NOW,
    restored,
  );
  return nextStepOf(command, list, question, NOW) === 'ask' ? question : undefined;
}

const remove = (id: string): Command => ({ kind: 'delete', id });
const enforce: Command = { kind: 'set-mode', body: { mode: 'enforce' } };
const observe: Command = { kind: 'set-mode', body: { mode: 'observe' } };

describe('deleting an entry', () => {
  it('is not asked about where it neither turns the list off nor cuts off who asks', () => {
    expect(ask(remove('other'), buildList(own, other))).toBeUndefined();
  });

  it('R10: is asked about for the last one, which turns the list off', () => {
    const question = ask(remove('other'), buildList(other));
    expect(question).toMatchObject({ turnsOff: true, lost: [], entry: other });
  });

  it('R10: cuts off nobody when it is the last one, even who it covers', () => {
    expect(ask(remove('own'), buildList(own))).toMatchObject({ turnsOff: true, lost: [] });
  });

  it('R18: is asked about where it covers the current address', () => {
    const question = ask(remove('own'), buildList(own, other));
    expect(question).toMatchObject({ turnsOff: false, lost: [HERE], refuses: true, entry: own });
  });

  it('R18: is not where another entry covers that, too', () => {
    expect(ask(remove('own'), buildList(own, wide))).toBeUndefined();
  });

  it('R18: is where the other entry has expired', () => {
    const expired = { ...wide, expiresAt: new Date(NOW - 1).toISOString() };
    expect(ask(remove('own'), buildList(own, expired))).toMatchObject({ lost: [HERE] });
  });

  it('R18: is in a list that observes, and says that it refuses nobody', () => {
    const list = { ...buildList(own, other), mode: 'observe' as const };
    expect(ask(remove('own'), list)).toMatchObject({ lost: [HERE], refuses: false });
  });
});

describe('deleting several entries', () => {
  const removeAll = (...entries: string[]): Command => ({
    kind: 'delete-entries',
    body: { entries },
  });

  it('is always asked about, once for all of them', () => {
    const question = ask(removeAll('other', 'wide'), buildList(own, wide, other));
    expect(question).toMatchObject({ turnsOff: false, lost: [], leavesNobody: false });
  });

  it('R10, R18: tells of the list without all of them', () => {
    expect(ask(removeAll('own', 'wide'), buildList(own, wide, other))).toMatchObject({
      turnsOff: false,
      lost: [HERE],
    });
    expect(ask(removeAll('own', 'wide', 'other'), buildList(own, wide, other))).toMatchObject({
      turnsOff: true,
      lost: [],
    });
  });
});

describe('a change that leaves only expired entries on a list that is on', () => {
  const past = { expiresAt: new Date(NOW - 1).toISOString() };
  const gone = entry('gone', '198.51.100.8', past);
  const goneToo = entry('gone-too', '198.51.100.9', past);

  it('is asked about where it deletes the last live one', () => {
    expect(ask(remove('other'), buildList(other, gone))).toMatchObject({
      turnsOff: false,
      lost: [],
      leavesNobody: true,
      refuses: true,
    });
    const observing = { ...buildList(other, gone), mode: 'observe' as const };
    expect(ask(remove('other'), observing)).toMatchObject({ leavesNobody: true, refuses: false });
  });

  it('is not where it was so before, or another live one stays', () => {
    expect(ask(remove('gone'), buildList(gone, goneToo))).toBeUndefined();
    expect(ask(remove('gone'), buildList(other, gone))).toBeUndefined();
    expect(ask(remove('other'), buildList(other, wide, gone))).toBeUndefined();
  });

  it('is asked about where only one is left that the Worker can’t read', () => {
    const torn = entry('torn', '198.51.100.8', { unreadable: true });
    expect(ask(remove('other'), buildList(other, torn))).toMatchObject({ leavesNobody: true });
  });

  it('is told of where it restores only expired ones, or enforces them', () => {
    const off = { ...buildList(), mode: 'off' as const };
    const restore: Command = { kind: 'restore', body: { entries: ['gone'] } };
    expect(ask(restore, off, [gone])).toMatchObject({ turnsOn: true, leavesNobody: true });
    expect(ask(restore, off, [gone, other])).toMatchObject({ leavesNobody: false });
    const observing = { ...buildList(gone), mode: 'observe' as const };
    expect(ask(enforce, observing)).toMatchObject({ leavesNobody: true });
    expect(ask(remove('other'), buildList(other))).toMatchObject({ leavesNobody: false });
  });
});

describe('disabling the list', () => {
  it('R11: is always asked about, with the number of entries', () => {
    const question = ask({ kind: 'disable' }, buildList(own, other));
    expect(question).toMatchObject({ turnsOff: true, lost: [], count: 2 });
  });
});

describe('pausing and enforcing the list', () => {
  it('R14: pausing is asked about and cuts off nobody', () => {
    expect(ask(observe, buildList(other))).toMatchObject({ turnsOff: false, lost: [] });
    expect(ask(observe, buildList(own))).toMatchObject({ turnsOff: false, lost: [] });
  });

  it('R18: enforcing tells who is not on the list', () => {
    const list = { ...buildList(other), mode: 'observe' as const };
    expect(ask(enforce, list)).toMatchObject({ lost: [HERE], refuses: true });
    expect(ask(enforce, { ...buildList(own), mode: 'observe' })).toMatchObject({ lost: [] });
  });
});

describe('restoring deleted entries', () => {
  const restore: Command = { kind: 'restore', body: { entries: ['other'] } };
  const off = { ...buildList(), mode: 'off' as const };

  it('R6, R12: is asked about where it turns the list on', () => {
    expect(ask({ kind: 'restore', body: { entries: ['own'] } }, off, [own])).toMatchObject({
      turnsOn: true,
      lost: [],
    });
  });

  it('R18: tells who turns the list on without the current address', () => {
    expect(ask(restore, off, [other])).toMatchObject({ turnsOn: true, lost: [HERE] });
    const expired = { ...own, expiresAt: new Date(NOW - 1).toISOString() };
    expect(ask(restore, off, [other, expired])).toMatchObject({ turnsOn: true, lost: [HERE] });
  });

  it('is not asked about where the list is on already', () => {
    expect(ask(restore, buildList(own), [other])).toBeUndefined();
    expect(ask(restore, buildList(wide), [other])).toBeUndefined();
  });
});

describe('a question that stays open while others change the list', () => {
  const weigh = (list: api.Allowlist) =>
    changeQuestionOf(remove('own'), list, [judgeAddress(list, HERE, false, NOW)], NOW);

  it('R10, R18: tells of the list as it is by then', () => {
    expect(weigh(buildList(own, other))).toMatchObject({ turnsOff: false, lost: [HERE] });
    expect(weigh(buildList(own))).toMatchObject({ turnsOff: true, lost: [] });
    expect(weigh(buildList(own, wide))).toMatchObject({ turnsOff: false, lost: [] });
  });
});

it('what opens nothing and cuts off nothing is done without a question', () => {
  const remark: Command = { kind: 'edit', id: 'own', body: { remark: 'desk' } };
  expect(ask(remark, buildList(own))).toBeUndefined();
});
