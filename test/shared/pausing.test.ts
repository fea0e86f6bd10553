/** A list that observes until a time: what ends the pause, what keeps it, and what cancels it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowlist } from '../../shared/allowlist.ts';
import { letExpiredLeave, setLimit } from '../../shared/change-allowlist.ts';
import { applyCommand, type SettledCommand } from '../../shared/list-command.ts';
import { endPause, pauseEndOf } from '../../shared/pause.ts';
import type { PastLists } from '../../shared/restore-allowlist.ts';
import {
  addition,
  askList,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  HOUR,
  NOW,
  OFF_LIST,
} from './build-allowlist.ts';

const LATER = NOW + HOUR;
const listed = buildList('192.0.2.1', '192.0.2.2');
const enforcing: PastLists = {
  findDeleted: () => undefined,
  leftAt: () => undefined,
  listAt: () => listed,
};

function made(list: Allowlist, command: SettledCommand, past = enforcing): Allowlist {
  return expectChange(applyCommand(list, 7, command, buildOrigin(), past)).list;
}

const paused = made(listed, { kind: 'observe-until', until: LATER });

describe('a pause that ends', () => {
  it('R14: lets everybody send until its time, and then those on the list alone', () => {
    expect([paused.mode, pauseEndOf(paused)]).toEqual(['observe', LATER]);
    expect(askList(paused, '198.51.100.9').reason).toBe('observed');
    expect(endPause(paused, LATER - 1)).toBeUndefined();
    const ended = endPause(paused, LATER)?.list;
    expect(ended).toEqual({ ...listed, observesUntil: undefined });
    expect(ended && askList(ended, '198.51.100.9').reason).toBe('not-listed');
    expect(ended && endPause(ended, LATER)).toBeUndefined();
  });

  it.each<[string, SettledCommand]>([
    ['enforcing', { kind: 'set-mode', mode: 'enforce' }],
    ['observing for good', { kind: 'set-mode', mode: 'observe' }],
    ['disabling the list', { kind: 'disable' }],
    ['deleting the last entries', { kind: 'delete-entries', ids: ['e1', 'e2'] }],
    ['going back to when it enforced', { kind: 'restore-revision', revision: 3 }],
  ])('is cancelled by %s', (_, command) => {
    const list = made(paused, command);
    expect(pauseEndOf(list)).toBeNull();
    expect(endPause(list, LATER + HOUR)).toBeUndefined();
  });

  it('is not that of a list that went off and observes anew', () => {
    const off = made(paused, { kind: 'disable' });
    const again = made(off, {
      kind: 'add',
      addition: addition('address', ['192.0.2.9'], { mode: 'observe' }),
    });
    expect([again.mode, pauseEndOf(again)]).toEqual(['observe', null]);
  });

  it('R16: comes back with the list as it was, and is none if it is over by then', () => {
    const off = made(paused, { kind: 'disable' });
    const past = { ...enforcing, listAt: () => paused };
    const back = made(off, { kind: 'restore-revision', revision: 3 }, past);
    expect([back.mode, pauseEndOf(back)]).toEqual(['observe', LATER]);
    const ended = { ...enforcing, listAt: () => ({ ...paused, observesUntil: NOW }) };
    const over = made(off, { kind: 'restore-revision', revision: 3 }, ended);
    expect([over.mode, pauseEndOf(over)]).toEqual(['enforce', null]);
  });

  it('takes the place of the one before', () => {
    const longer = made(paused, { kind: 'observe-until', until: LATER + HOUR });
    expect(endPause(longer, LATER)).toBeUndefined();
    expect(endPause(longer, LATER + HOUR)?.list.mode).toBe('enforce');
  });

  it.each<[string, SettledCommand]>([
    ['an addition', { kind: 'add', addition: addition('address', ['192.0.2.9']) }],
    ['a deletion', { kind: 'delete', id: 'e1' }],
    ['an edit', { kind: 'edit', id: 'e1', edit: { remark: 'x' } }],
  ])('is kept by %s', (_, command) => {
    expect(pauseEndOf(made(paused, command))).toBe(LATER);
  });

  it('is kept when the limit changes, and when expired entries leave', () => {
    expect(pauseEndOf(setLimit(paused, 3, NOW).list)).toBe(LATER);
    expect(pauseEndOf(letExpiredLeave(paused, NOW, 9).list)).toBe(LATER);
  });

  it('is refused for a list that is off', () => {
    const command = { kind: 'observe-until', until: LATER } as const;
    const result = applyCommand(OFF_LIST, 1, command, buildOrigin(), enforcing);
    expect(expectProblem(result).code).toBe('allowlist-empty');
  });

  it('enforces only a list that still observes, whatever was done to it', () => {
    const command = fc.constantFrom<SettledCommand>(
      { kind: 'observe-until', until: LATER },
      { kind: 'observe-until', until: LATER + HOUR },
      { kind: 'set-mode', mode: 'observe' },
      { kind: 'set-mode', mode: 'enforce' },
      { kind: 'disable' },
      { kind: 'delete', id: 'e1' },
      { kind: 'restore-revision', revision: 3 },
      { kind: 'add', addition: addition('address', ['192.0.2.9'], { mode: 'observe' }) },
    );
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        let list = listed;
        let wanted: number | null = null;
        for (const one of commands) {
          const change = applyCommand(list, 7, one, buildOrigin(), enforcing);
          if (!change.ok) continue;
          list = change.value.list;
          if (one.kind === 'observe-until') wanted = one.until;
          else if (one.kind === 'set-mode' || list.mode !== 'observe') wanted = null;
          expect(pauseEndOf(list)).toBe(wanted);
          const ended = endPause(list, LATER + HOUR);
          expect(ended?.list.mode).toBe(wanted === null ? undefined : 'enforce');
        }
      }),
    );
  });
});
