import { describe, expect, it } from 'vitest';
import { ownCommandsOf } from '../../../../extension/components/own/own-command.ts';
import { planEverywhere } from '../../../../extension/components/own/plan-everywhere.ts';
import { NOTHING_KNOWN, takeSnapshot } from '../../../../extension/model/snapshot.ts';
import type * as api from '../../../../shared/api.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const HERE = '203.0.113.57';
const HERE_V6 = '2001:db8:4:1:a1b2:c3d4:e5f6:1234';
const server = entry('e1', '192.0.2.10');

const planIn = (list: api.Allowlist, addresses = [HERE], canChange = true) =>
  planEverywhere(takeSnapshot(list, addresses, [], NOW), canChange);

describe('adding one’s address everywhere', () => {
  it('adds each address that is not on the list yet', () => {
    const values = (plan: ReturnType<typeof planIn>) =>
      plan.kind === 'add' && plan.acts.map((act) => act.kind === 'add' && act.target.value);
    expect(values(planIn(buildList(server)))).toEqual([HERE]);
    const both = [HERE_V6, HERE];
    expect(values(planIn(buildList(server), both))).toEqual(['2001:db8:4:1::/64', HERE]);
    expect(values(planIn(buildList(entry('e2', HERE)), both))).toEqual(['2001:db8:4:1::/64']);
  });

  it('adds both addresses of a browser in one change', () => {
    const plan = planIn(buildList(server), [HERE_V6, HERE]);
    if (plan.kind !== 'add') throw new Error('nothing to add');
    const terms = { remark: 'Ada', expiresAt: null };
    const entries = [
      { format: 'segment', value: '2001:db8:4:1::/64', ...terms },
      { format: 'address', value: HERE, ...terms },
    ];
    expect(ownCommandsOf(plan.acts, 'Ada ', 'always', NOW)).toEqual([
      { kind: 'import', body: { entries, mode: 'observe' } },
    ]);
    const [one] = plan.acts.map((act) => ownCommandsOf([act], 'Ada', 'always', NOW));
    expect(one).toMatchObject([{ kind: 'add', body: { values: ['2001:db8:4:1::/64'] } }]);
  });

  it('leaves a list that is off as it is, whatever the token may do', () => {
    const off = { ...buildList(), mode: 'off' } as const;
    expect(planIn(off)).toEqual({ kind: 'off' });
    expect(planIn(off, [HERE], false)).toEqual({ kind: 'off' });
  });

  it('adds no more than there is room for', () => {
    const plan = planIn({ ...buildList(server), limit: 2 }, [HERE_V6, HERE]);
    expect(plan).toMatchObject({ kind: 'add', acts: { length: 1 } });
  });

  it('says why it adds nothing', () => {
    expect(planIn(buildList(entry('e1', HERE)))).toEqual({ kind: 'none', because: 'listed' });
    expect(planIn(buildList(server), [HERE], false)).toEqual({
      kind: 'none',
      because: 'read-only',
    });
    expect(planIn({ ...buildList(server), suspended: true })).toEqual({
      kind: 'none',
      because: 'suspended',
    });
    const trouble = { ...NOTHING_KNOWN, trouble: { kind: 'offline' } } as const;
    expect(planEverywhere(trouble, true)).toEqual({ kind: 'none', because: 'trouble' });
    expect(planEverywhere(NOTHING_KNOWN, true)).toEqual({ kind: 'unknown' });
  });
});
