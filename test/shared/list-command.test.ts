import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/allowlist.ts';
import type * as api from '../../shared/api.ts';
import { PreviewRequest, SharedPreviewRequest } from '../../shared/api.ts';
import {
  applyCommand,
  callOf,
  commandsOf,
  findUndoable,
  inverseOf,
  type ListCommand,
  previewedCommand,
  previewOf,
  type SettledCommand,
  settleCommand,
} from '../../shared/list-command.ts';
import type { PastLists } from '../../shared/restore-allowlist.ts';
import { failure, success } from '../../shared/result.ts';
import {
  buildEntry,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  HOUR,
  listOf,
  NOW,
} from './build-allowlist.ts';

const at = (moment: number) => new Date(moment).toISOString();
const values = { format: 'address' as const, values: ['192.0.2.1'] };
const terms = { remark: 'Office', expiresInSeconds: 7200 };
const imported = { format: 'address' as const, value: '192.0.2.1' };

const COMMANDS: { readonly [Kind in ListCommand['kind']]: Extract<ListCommand, { kind: Kind }> } = {
  'set-mode': { kind: 'set-mode', body: { mode: 'observe', expiresInSeconds: 7200 } },
  disable: { kind: 'disable' },
  add: { kind: 'add', body: { ...values, ...terms, mode: 'observe' } },
  edit: { kind: 'edit', id: 'e1', body: { remark: 'desk' } },
  'edit-entries': {
    kind: 'edit-entries',
    body: { entries: ['e1', 'e2'], remark: 'desk', expiresAt: null },
  },
  delete: { kind: 'delete', id: 'e1' },
  'delete-entries': { kind: 'delete-entries', body: { entries: ['e1', 'e2'] } },
  import: { kind: 'import', body: { entries: [{ ...imported, remark: 'Office' }] } },
  replace: { kind: 'replace', body: { remove: ['e1'], add: { ...values, ...terms } } },
  restore: { kind: 'restore', body: { entries: ['e1'] } },
  attach: { kind: 'attach', list: 'office', body: { mode: 'observe' } },
  detach: { kind: 'detach', list: 'office' },
  clear: { kind: 'clear' },
};
const EACH: readonly ListCommand[] = Object.values(COMMANDS);

describe('the call that does a command', () => {
  it.each([
    ['set-mode', 'PATCH', '/allowlist'],
    ['disable', 'DELETE', '/allowlist'],
    ['add', 'POST', '/allowlist/entries'],
    ['edit', 'PATCH', '/allowlist/entries/e1'],
    ['edit-entries', 'POST', '/allowlist/edit'],
    ['delete', 'DELETE', '/allowlist/entries/e1'],
    ['delete-entries', 'POST', '/allowlist/delete'],
    ['import', 'POST', '/allowlist/import'],
    ['replace', 'POST', '/allowlist/replace'],
    ['restore', 'POST', '/allowlist/restore'],
    ['attach', 'PUT', '/lists/office'],
    ['detach', 'DELETE', '/lists/office'],
    ['clear', 'POST', '/allowlist/clear'],
  ])('%s is %s …%s, with its body as it is', (kind, method, path) => {
    const command = EACH.find((one) => one.kind === kind);
    if (!command) throw new Error('no such command');
    const body = 'body' in command ? command.body : undefined;
    expect(callOf(command)).toEqual({ method, path, body });
  });

  it('R20: is for accounts alone where it is about a mode or about included lists', () => {
    const ofAccount = commandsOf('account');
    const ofList = commandsOf('list');
    expect(new Set([...ofAccount, ...ofList])).toEqual(new Set(Object.keys(COMMANDS)));
    expect(ofAccount.filter((kind) => !ofList.includes(kind))).toEqual([
      'set-mode',
      'disable',
      'attach',
      'detach',
    ]);
    expect(ofList.filter((kind) => !ofAccount.includes(kind))).toEqual(['clear']);
  });
});

describe('what is asked of the Worker before a change (R15)', () => {
  it.each<[ListCommand['kind'], object]>([
    ['add', { add: { ...values, mode: 'observe' } }],
    ['replace', { replace: { remove: ['e1'], add: values } }],
    ['import', { import: { entries: [imported] } }],
    ['edit-entries', { editEntries: { entries: ['e1', 'e2'], expiresAt: null } }],
    ['delete', { delete: 'e1' }],
    ['delete-entries', { deleteEntries: { entries: ['e1', 'e2'] } }],
    ['disable', { disable: true }],
    ['set-mode', { mode: 'observe' }],
    ['restore', { restore: { entries: ['e1'] } }],
    ['attach', { attach: { list: 'office', mode: 'observe' } }],
    ['detach', { detach: { list: 'office' } }],
    ['clear', { clear: true }],
  ])('of %s is what the Worker takes, without what decides nothing', (kind, request) => {
    const command = EACH.find((one) => one.kind === kind);
    const asked = command && previewOf(command);
    expect(asked).toEqual(request);
    const taken = kind === 'clear' ? SharedPreviewRequest : PreviewRequest;
    expect(taken.safeParse(asked).success).toBe(true);
  });

  it('is nothing for an edit, which lets in and cuts off nobody', () => {
    expect(previewOf({ kind: 'edit', id: 'e1', body: { remark: 'desk' } })).toBeUndefined();
    const body = { entries: ['e1'], remark: 'desk' };
    expect(previewOf({ kind: 'edit-entries', body })).toBeUndefined();
  });

  it('is read as the command that it asks about', () => {
    const asked = EACH.flatMap((command) => previewOf(command) ?? []);
    const read = asked.map((request) => previewedCommand(request).command);
    expect(read.map((command) => previewOf(command))).toEqual(asked);
    expect(new Set([...read.map(({ kind }) => kind), 'edit'])).toEqual(
      new Set(Object.keys(COMMANDS)),
    );
  });
});

describe('a command as the object gets it', () => {
  const asker = { own: success('198.51.100.7'), now: NOW };
  const settle = (command: ListCommand) => settleCommand(command, asker);

  it('has its times and the caller’s own address put in', () => {
    const current = { current: true, expiresInSeconds: 7200 } as const;
    const addition = { format: 'address', values: ['198.51.100.7'], remark: '' };
    const expiresAt = NOW + 2 * HOUR;
    expect(settle({ kind: 'add', body: current })).toEqual(
      success({ kind: 'add', addition: { ...addition, expiresAt } }),
    );
    const body = { remove: ['e1'], add: { ...current, prefixLength: 24 } };
    expect(settle({ kind: 'replace', body })).toMatchObject({
      value: { addition: { format: 'segment', values: ['198.51.100.0/24'] } },
    });
    expect(settle({ kind: 'edit', id: 'e1', body: { expiresAt: at(NOW + HOUR) } })).toEqual(
      success({ kind: 'edit', id: 'e1', edit: { expiresAt: NOW + HOUR } }),
    );
    expect(settle({ kind: 'edit', id: 'e1', body: { expiresAt: null } })).toEqual(
      success({ kind: 'edit', id: 'e1', edit: { expiresAt: null } }),
    );
  });

  it('has the end of a pause in a word of its own, which an object that knows no end refuses', () => {
    const until = { kind: 'observe-until', until: NOW + 2 * HOUR };
    const mode = 'observe';
    for (const body of [
      { mode, expiresInSeconds: 7200 },
      { mode, expiresAt: at(NOW + 2 * HOUR) },
    ] as const)
      expect(settle({ kind: 'set-mode', body })).toEqual(success(until));
    const forGood = { kind: 'set-mode', body: { mode, expiresAt: null } } as const;
    expect(settle(forGood)).toEqual(success({ kind: 'set-mode', mode }));
    expect(settle({ kind: 'set-mode', body: { mode, expiresAt: at(NOW) } })).toMatchObject({
      error: { code: 'invalid-value', errors: [{ pointer: '/expiresAt', value: at(NOW) }] },
    });
  });

  it('names the entries that it changes together', () => {
    expect(settle(COMMANDS['delete-entries'])).toEqual(
      success({ kind: 'delete-entries', ids: ['e1', 'e2'] }),
    );
    const body = { entries: ['e1', 'e2'], expiresAt: at(NOW + HOUR) };
    expect(settle({ kind: 'edit-entries', body })).toEqual(
      success({ kind: 'edit-entries', ids: ['e1', 'e2'], edit: { expiresAt: NOW + HOUR } }),
    );
    const past = { entries: ['e1'], expiresAt: at(NOW) };
    expect(
      settleCommand({ kind: 'edit-entries', body: past }, asker, '/editEntries'),
    ).toMatchObject({
      error: { errors: [{ pointer: '/editEntries/expiresAt', value: at(NOW) }] },
    });
  });

  it('is refused where a time has passed, and says where in the body', () => {
    const body = { format: 'address' as const, values: ['192.0.2.1'], expiresAt: at(NOW) };
    expect(settleCommand({ kind: 'add', body }, asker, '/add')).toMatchObject({
      error: {
        code: 'invalid-value',
        errors: [{ pointer: '/add/expiresAt', value: at(NOW) }],
      },
    });
  });

  it('takes an imported entry whose time has passed, as an export has it', () => {
    const entries = [{ ...imported, expiresAt: at(NOW) }];
    expect(settle({ kind: 'import', body: { entries } })).toMatchObject({
      value: { imported: [{ value: '192.0.2.1', expiresAt: NOW }] },
    });
  });

  it('is refused where it means a caller that has no address of its own', () => {
    const nowhere = { own: failure('The address is not known.'), now: NOW };
    const body = { remove: ['e1'], add: { current: true as const } };
    expect(settleCommand({ kind: 'replace', body }, nowhere)).toMatchObject({
      error: { detail: '/add/current: The address is not known. Give the address itself.' },
    });
  });
});

describe('a settled command', () => {
  const past: PastLists = {
    findDeleted: () => undefined,
    leftAt: () => undefined,
    listAt: (list) => list,
  };
  const list = buildList('192.0.2.1');
  const apply = (command: SettledCommand, history = past) =>
    applyCommand(list, 7, command, buildOrigin(), history);

  it('R20: that an account or a shared list does not have is refused by it', () => {
    const asker = { own: success('198.51.100.7'), now: NOW };
    const refuses = (one: typeof list) =>
      EACH.filter((command) => {
        const settled = settleCommand(command, asker);
        if (!settled.ok) throw new Error(settled.error.detail);
        const applied = applyCommand(one, 7, settled.value, buildOrigin(), past);
        return !applied.ok && applied.error.code === 'invalid-value';
      }).map(({ kind }) => kind);
    expect(refuses(list)).toEqual(['clear']);
    const shared = { ...list, mode: 'enforce' as const, isShared: true as const };
    expect(refuses(shared)).toEqual(['set-mode', 'disable', 'attach', 'detach']);
    const until = { kind: 'observe-until', until: NOW + HOUR } as const;
    expect(expectProblem(applyCommand(shared, 7, until, buildOrigin(), past)).code).toBe(
      'invalid-value',
    );
  });

  it('of a later release is refused, and nothing is changed', () => {
    const later = { kind: 'turn-inside-out' } as unknown as SettledCommand;
    expect(expectProblem(apply(later)).code).toBe('unavailable');
  });

  it('R16: puts back what the history has of it', () => {
    const deleted = buildEntry('gone', '198.51.100.1');
    const findDeleted = (id: string): Entry | undefined => (id === 'gone' ? deleted : undefined);
    const history = { ...past, findDeleted, listAt: () => listOf([deleted]) };
    const ids = ['gone', 'gone'];
    expect(expectChange(apply({ kind: 'restore-entries', ids }, history)).added).toEqual([deleted]);
    const whole = expectChange(apply({ kind: 'restore-revision', revision: 3 }, history));
    expect(whole.list.entries).toEqual([deleted]);
    const unknown = apply({ kind: 'restore-entries', ids: ['never'] }, history);
    expect(expectProblem(unknown).code).toBe('entry-unknown');
    expect(expectProblem(apply({ kind: 'restore-revision', revision: 8 }, history)).code).toBe(
      'invalid-value',
    );
  });
});

describe('what undoes a change', () => {
  const entry = { id: 'e1', value: '192.0.2.1' } as api.Entry;
  const change = { added: [entry], updated: [] } as unknown as api.Change;

  it('is the list as it was; a list that was empty is turned off', () => {
    expect(inverseOf({ revision: 6, wasEmpty: false })).toEqual({
      kind: 'restore',
      body: { revision: 6 },
    });
    expect(inverseOf({ revision: 6, wasEmpty: true })).toEqual({ kind: 'disable' });
    const shared = { revision: 6, wasEmpty: true, isShared: true };
    expect(inverseOf(shared)).toEqual({ kind: 'clear' });
  });

  it('is offered for what adds or takes away entries, or edits several', () => {
    const offered = EACH.map((command) => [command.kind, findUndoable(command, change)]);
    expect(Object.fromEntries(offered)).toEqual({
      'set-mode': undefined,
      disable: 'disabled',
      add: 'added',
      edit: undefined,
      'edit-entries': 'edited',
      delete: 'deleted',
      'delete-entries': 'deleted',
      import: 'added',
      replace: 'replaced',
      restore: 'restored',
      attach: undefined,
      detach: undefined,
      clear: 'deleted',
    });
    const whole: ListCommand = { kind: 'restore', body: { revision: 6 } };
    expect(findUndoable(whole, change)).toBeUndefined();
  });

  it('R13: an add that adds nothing has renewed', () => {
    const renewed = { added: [], updated: [entry] } as unknown as api.Change;
    expect(EACH.map((command) => findUndoable(command, renewed))).toContain('renewed');
  });
});
