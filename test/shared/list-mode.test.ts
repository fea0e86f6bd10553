import { describe, expect, it } from 'vitest';
import type { Allowlist, Entry, ListedMode, Mode } from '../../shared/allowlist.ts';
import { letExpiredLeave, setLimit } from '../../shared/change-allowlist.ts';
import { applyCommand, type SettledCommand } from '../../shared/list-command.ts';
import { endPause } from '../../shared/pause.ts';
import type { PastList, PastLists } from '../../shared/restore-allowlist.ts';
import { addition, buildEntry, buildOrigin, HOUR, NOW } from './build-allowlist.ts';

const LIVE = buildEntry('e1', '192.0.2.1');
const EXPIRED = buildEntry('e2', '192.0.2.2', { expiresAt: NOW - 40 * 24 * HOUR, createdAt: 0 });
const OTHER = buildEntry('e3', '192.0.2.3');

const ENTRIES: readonly (readonly Entry[])[] = [[], [LIVE], [EXPIRED], [LIVE, EXPIRED]];
const LISTS: readonly (readonly string[])[] = [[], ['office'], ['office', 'vpn']];
const LISTED: readonly ListedMode[] = ['enforce', 'observe'];

/** Every state that an account can be in, and every state of a shared list. */
const STATES: readonly Allowlist[] = ENTRIES.flatMap((entries) => [
  { mode: 'enforce', limit: 10, entries, isShared: true },
  ...LISTS.flatMap((lists) => {
    const modes: readonly Mode[] = entries.length + lists.length === 0 ? ['off'] : LISTED;
    return modes.map((mode): Allowlist => ({ mode, limit: 10, entries, lists }));
  }),
]);

const PAST: readonly PastList[] = STATES.filter(({ isShared }) => !isShared);

type Act = SettledCommand | 'expire' | 'limit' | 'end-pause';

const added = (mode?: ListedMode) => addition('address', ['192.0.2.9'], mode ? { mode } : {});
const start = [{}, { mode: 'enforce' }, { mode: 'observe' }] as const;
const imported = { format: 'address', value: '192.0.2.9', remark: '', expiresAt: null } as const;
const ACTS: readonly Act[] = [
  ...start.flatMap((mode): Act[] => [
    { kind: 'attach', list: 'branch', ...mode },
    { kind: 'attach', list: 'office', ...mode },
    { kind: 'add', addition: added('mode' in mode ? mode.mode : undefined) },
    { kind: 'import', imported: [imported], ...mode },
  ]),
  { kind: 'import', imported: [] },
  { kind: 'detach', list: 'office' },
  { kind: 'detach', list: 'vpn' },
  { kind: 'delete', id: 'e1' },
  { kind: 'delete-entries', ids: ['e1', 'e2'] },
  { kind: 'replace', remove: ['e1'], addition: added('observe') },
  { kind: 'edit', id: 'e1', edit: { remark: 'desk' } },
  { kind: 'clear' },
  { kind: 'disable', changesLists: true },
  { kind: 'set-mode', mode: 'enforce' },
  { kind: 'set-mode', mode: 'observe' },
  { kind: 'observe-until', until: NOW + HOUR },
  { kind: 'restore-entries', ids: ['e3'] },
  // The revision is the index of the past list.
  ...PAST.map((_, revision): Act => ({ kind: 'restore-revision', revision, changesLists: true })),
  'expire',
  'limit',
  'end-pause',
];

const past: PastLists = {
  findDeleted: (id) => (id === 'e3' ? OTHER : undefined),
  leftAt: () => NOW,
  listAt: (_, revision) => PAST[revision] ?? { mode: 'off', entries: [] },
};

function changed(list: Allowlist, act: Act, gone: ReadonlySet<string>): Allowlist | undefined {
  if (act === 'expire') return letExpiredLeave(list, NOW, 10).list;
  if (act === 'limit') return setLimit(list, 1, NOW).list;
  if (act === 'end-pause') return endPause({ ...list, observesUntil: NOW - 1 }, NOW)?.list;
  const done = applyCommand(list, 1_000, act, buildOrigin(), past, gone);
  return done.ok ? done.value.list : undefined;
}

/** The oracle. It knows how many things the list holds after the act, and nothing of how lists are changed. */
function expectedMode(list: Allowlist, act: Act, gone: ReadonlySet<string>): Mode | 'refused' {
  const kind = typeof act === 'string' ? act : act.kind;
  const ids = new Set(list.entries.map(({ id }) => id));
  const lists = new Set(list.lists);
  const isOn = list.mode !== 'off';
  if (list.isShared) {
    if (kind === 'end-pause') return 'refused';
    if (['attach', 'detach', 'disable', 'set-mode', 'observe-until'].includes(kind))
      return 'refused';
  }
  const asked = typeof act === 'object' && 'mode' in act ? act.mode : undefined;
  let mode: Mode = list.mode;
  switch (kind) {
    case 'attach': {
      const { list: name } = act as Extract<SettledCommand, { kind: 'attach' }>;
      if (lists.has(name)) return 'refused';
      return isOn ? list.mode : (asked ?? 'enforce');
    }
    case 'add':
    case 'import': {
      const of = act as Extract<SettledCommand, { kind: 'add' | 'import' }>;
      if (of.kind === 'import' && of.imported.length === 0) return list.mode;
      const begins = of.kind === 'add' ? of.addition.mode : of.mode;
      return isOn ? list.mode : (begins ?? 'enforce');
    }
    case 'restore-entries':
      return isOn ? list.mode : 'enforce';
    case 'replace':
      return ids.has('e1') ? list.mode : 'refused';
    case 'edit':
      return ids.has('e1') ? list.mode : 'refused';
    case 'delete':
      if (!ids.delete('e1')) return 'refused';
      break;
    case 'delete-entries':
      if (!ids.delete('e1') || !ids.delete('e2')) return 'refused';
      break;
    case 'detach':
      if (!lists.delete((act as Extract<SettledCommand, { kind: 'detach' }>).list))
        return 'refused';
      break;
    case 'clear':
      return list.isShared ? 'enforce' : 'refused';
    case 'disable':
      return 'off';
    case 'set-mode':
      return isOn ? (asked ?? 'off') : 'refused';
    case 'observe-until':
      return isOn ? 'observe' : 'refused';
    case 'restore-revision': {
      const { revision } = act as Extract<SettledCommand, { kind: 'restore-revision' }>;
      const then = PAST[revision];
      const left = then?.lists?.filter((name) => !gone.has(name)) ?? [];
      if (!then || then.entries.length + left.length === 0) return 'refused';
      mode = then.mode;
      break;
    }
    case 'end-pause':
      return list.mode === 'observe' ? 'enforce' : 'refused';
    // R13: time and the limit take no last entry, so they turn nothing off.
    default:
      return list.mode;
  }
  if (list.isShared) return 'enforce';
  return kind !== 'restore-revision' && ids.size + lists.size === 0 ? 'off' : mode;
}

describe('R6, R10, R11, R20: the mode of a list', () => {
  it('follows from what it holds, for every state and every act', () => {
    const seen = new Map<string, number>();
    for (const gone of [new Set<string>(), new Set(['office', 'vpn'])])
      for (const list of STATES)
        for (const act of ACTS) {
          const mode = changed(list, act, gone)?.mode ?? 'refused';
          const told = { list, act, gone: [...gone] };
          expect({ ...told, mode }).toEqual({ ...told, mode: expectedMode(list, act, gone) });
          seen.set(mode, (seen.get(mode) ?? 0) + 1);
        }
    for (const mode of ['off', 'observe', 'enforce', 'refused'])
      expect(seen.get(mode) ?? 0, mode).toBeGreaterThan(20);
  });

  it('is off for an account exactly where it holds no entry and includes no list', () => {
    for (const list of STATES)
      for (const act of ACTS) {
        const is = changed(list, act, new Set());
        if (is === undefined || is.isShared) continue;
        const holds = is.entries.length + (is.lists?.length ?? 0) > 0;
        expect(is.mode !== 'off', JSON.stringify({ mode: list.mode, act })).toBe(holds);
      }
  });
});
