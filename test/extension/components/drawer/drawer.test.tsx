/**
 * The things that a drawer offers. The page may cover it, so a person may click on something that
 * they do not see.
 */
import { describe, expect, it } from 'vitest';
import { Drawer } from '../../../../extension/components/drawer/Drawer.tsx';
import type { DrawerActions } from '../../../../extension/components/drawer/drawer-actions.ts';
import type { Connection } from '../../../../extension/model/connection.ts';
import { takeSnapshot } from '../../../../extension/model/snapshot.ts';
import type * as api from '../../../../shared/api.ts';
import { buildList, entry } from '../../support/build-list.ts';
import { DrawnPage } from '../../support/drawn-page.ts';

const HERE = '203.0.113.57';
const HERE_V6 = '2001:db8:4:1:a1b2:c3d4:e5f6:1234';
const ACCOUNT = 'sender@example.com';
const server = entry('e1', '192.0.2.10', { remark: 'Mail server' });
const PAST = { expiresAt: '2020-01-31T08:00:00.000Z', expired: true };

const CONNECTION: Connection = {
  id: 'c1',
  endpoint: 'https://sendgate.example.com',
  otherFamilyEndpoint: null,
  token: 'sga_1',
  session: { role: 'manager', account: ACCOUNT, tokenId: 't1', name: 'Ada', expiresAt: null },
  accounts: [ACCOUNT, 'other@example.com'],
};

interface Situation {
  readonly list?: api.Allowlist;
  readonly address?: string;
  readonly canChange?: boolean;
  readonly isOffline?: boolean;
}

type Call = readonly [name: keyof DrawerActions, ...given: unknown[]];

function draw(situation: Situation) {
  const { list = buildList(server), address = HERE } = situation;
  const calls: Call[] = [];
  const note =
    (name: keyof DrawerActions) =>
    (...given: unknown[]) =>
      void calls.push([name, ...given]);
  const known = takeSnapshot(list, [address], [], Date.now());
  const snapshot = situation.isOffline
    ? { ...known, trouble: { kind: 'offline' as const } }
    : known;
  const page = new DrawnPage(
    <Drawer
      connections={[CONNECTION]}
      ofPolicy={[]}
      place={{ connectionId: 'c1', account: ACCOUNT }}
      endpoint={CONNECTION.endpoint}
      snapshot={snapshot}
      list={list}
      refreshing={false}
      canChange={situation.canChange ?? true}
      unseenAlerts={2}
      quickAdd={{ remark: '', expiry: '1-day' }}
      browserName="Firefox on Linux"
      actions={{
        addOwnAddress: async (...given) => {
          note('addOwnAddress')(...given);
          return null;
        },
        openPanel: note('openPanel'),
        openOptions: note('openOptions'),
        refresh: note('refresh'),
      }}
    />,
  );
  return { page, calls };
}

/** Uses every button, key and menu of the drawer, and returns the calls that they make. */
function useEverything(situation: Situation): readonly Call[] {
  const { page, calls } = draw(situation);
  using _ = page;
  for (const element of page.find('*')) {
    for (const key of ['Enter', 'Delete', 'F10', 'ContextMenu']) page.press(element, key);
  }
  for (const element of page.find('*')) page.click(element);
  return calls;
}

const off: api.Allowlist = { ...buildList(), mode: 'off' };

describe('the drawer', () => {
  it('adds this browser’s address to a list that is on, as the popup was last used', () => {
    const terms = { remark: 'Firefox on Linux', expiresInSeconds: 86_400 };
    const added = (situation: Situation) =>
      useEverything(situation).filter(([name]) => name === 'addOwnAddress');
    expect(added({})).toEqual([
      ['addOwnAddress', HERE, { format: 'address', values: [HERE], ...terms }],
    ]);
    expect(added({ list: { ...buildList(server), mode: 'observe' } })).toHaveLength(1);
    const network = { format: 'segment', values: ['2001:db8:4:1::/64'], ...terms };
    expect(added({ address: HERE_V6 })).toEqual([['addOwnAddress', HERE_V6, network]]);
  });

  it('renews its expired entry where the Worker does that', () => {
    const list = { ...buildList(server, entry('e2', HERE, PAST)), expired: 1 };
    expect(useEverything({ list }).map(([name]) => name)).toContain('addOwnAddress');
  });

  it.each<readonly [string, Situation]>([
    ['a list that is off, which that would turn on', { list: off }],
    ['a list that has its address', { list: buildList(server, entry('e2', HERE)) }],
    ['a list that is full', { list: { ...buildList(server), limit: 1 } }],
    [
      'a list whose Worker would take it for a duplicate',
      { list: buildList(server, entry('e2', HERE, PAST)) },
    ],
    ['a suspended account', { list: { ...buildList(server), suspended: true } }],
    ['a list that can’t be read', { isOffline: true }],
    ['a list that the token may only read', { canChange: false }],
  ])('adds nothing to %s', (_, situation) => {
    const names = useEverything(situation).map(([name]) => name);
    expect(names).not.toContain('addOwnAddress');
    expect(names).toContain('openPanel');
  });

  it('has everything else in a window: each entry, the form to add, and each view', () => {
    const opened = useEverything({}).filter(([name]) => name === 'openPanel');
    expect(opened).toEqual(
      expect.arrayContaining([
        ['openPanel', 'allowlist', 'e1'],
        ['openPanel', 'add'],
        ['openPanel', 'allowlist'],
        ['openPanel', 'senders'],
        ['openPanel', 'alerts'],
        ['openPanel', 'history'],
      ]),
    );
  });

  it('has nothing to fill in but a search, nothing to choose, and no dialog', () => {
    const { page } = draw({});
    using _ = page;
    expect(page.find('input').map((input) => input.getAttribute('type'))).toEqual(['search']);
    expect(page.find('select, textarea, form, dialog, [popover], [role=menuitem]')).toEqual([]);
    expect(page.text).toContain(ACCOUNT);
  });
});
