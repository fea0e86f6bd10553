import { describe, expect, it } from 'vitest';
import { previewRequestOf } from '../../../../extension/components/preview/preview-request.ts';
import type { ListEdit } from '../../../../extension/model/list-edit.ts';
import { PreviewRequest } from '../../../../shared/api.ts';
import { dayLonger, expiresSoon } from '../../../../shared/expiring.ts';
import { HOUR, NOW } from '../../../shared/build-allowlist.ts';
import { entry } from '../../support/build-list.ts';

const at = (moment: number) => new Date(moment).toISOString();
const values = { format: 'address', values: ['192.0.2.1'] } as const;
const add = { format: 'address' as const, values: ['192.0.2.1'] };
const terms = { remark: 'Office', expiresInSeconds: 7200 };

describe('what is asked of the Worker before a change (R15)', () => {
  it.each<[ListEdit['kind'], ListEdit, object]>([
    [
      'add',
      { kind: 'add', own: true, request: { ...add, ...terms, mode: 'observe' } },
      { add: { ...values, mode: 'observe' } },
    ],
    [
      'replace',
      { kind: 'replace', own: true, remove: ['e1'], request: { ...add, ...terms } },
      { replace: { remove: ['e1'], add: values } },
    ],
    [
      'import',
      {
        kind: 'import',
        mode: 'observe',
        entries: [{ format: 'address', value: '192.0.2.1', remark: 'Office' }],
      },
      { import: { entries: [{ format: 'address', value: '192.0.2.1' }], mode: 'observe' } },
    ],
    ['delete', { kind: 'delete', id: 'e1' }, { delete: 'e1' }],
    ['disable', { kind: 'disable' }, { disable: true }],
    ['set-mode', { kind: 'set-mode', mode: 'enforce' }, { mode: 'enforce' }],
    ['restore', { kind: 'restore', entries: ['e1'] }, { restore: { entries: ['e1'] } }],
    ['restore-revision', { kind: 'restore-revision', revision: 7 }, { restore: { revision: 7 } }],
  ])('of %s is what the Worker takes, without what decides nothing', (_, edit, request) => {
    expect(previewRequestOf(edit)).toEqual(request);
    expect(PreviewRequest.safeParse(previewRequestOf(edit)).success).toBe(true);
  });

  it('is nothing for an edit, which lets in and cuts off nobody', () => {
    const edit: ListEdit = { kind: 'edit', id: 'e1', edit: { remark: 'desk' } };
    expect(previewRequestOf(edit)).toBeNull();
  });
});

describe('an entry that expires within a day (R13)', () => {
  const expiring = (moment: number | null) => ({
    ...entry('e1', '192.0.2.1'),
    expiresAt: moment === null ? null : at(moment),
  });

  it.each([
    [null, false],
    [NOW, false],
    [NOW + 1, true],
    [NOW + 24 * HOUR - 1, true],
    [NOW + 24 * HOUR, false],
  ])('at %s is one: %s', (moment, soon) => {
    expect(expiresSoon(expiring(moment), NOW)).toBe(soon);
  });

  it('lasts a day longer than it would have', () => {
    const edit = dayLonger({ id: 'e1', expiresAt: at(NOW + HOUR) });
    expect(edit).toEqual({ kind: 'edit', id: 'e1', edit: { expiresAt: at(NOW + 25 * HOUR) } });
  });
});
