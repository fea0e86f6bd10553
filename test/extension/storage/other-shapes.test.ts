/** Another version may have put anything into the storage. Each item then counts as absent. */
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readCurrentStatus } from '../../../extension/background/current-status.ts';
import type { Connection } from '../../../extension/model/connection.ts';
import { NO_POLICY } from '../../../extension/model/policy.ts';
import { takeSnapshot } from '../../../extension/model/snapshot.ts';
import * as settings from '../../../extension/storage/settings.ts';
import { NOW } from '../../shared/build-allowlist.ts';
import { buildList, entry } from '../support/build-list.ts';

const PLACE = { connectionId: 'c1', account: 'sender@example.com' };
const KEY = 'c1:sender@example.com';
const MARKS = { seen: { id: '', at: '' }, dealtWith: [] };
const CONNECTION: Connection = {
  id: 'c1',
  endpoint: 'https://sendgate.example.com',
  otherFamilyEndpoint: null,
  token: 'sga_1',
  session: {
    role: 'manager',
    account: 'sender@example.com',
    tokenId: 't1',
    name: 'Ada',
    expiresAt: null,
  },
  accounts: ['sender@example.com'],
};

interface Kept {
  getValue(): Promise<unknown>;
  watch(changed: (value: unknown) => void): () => void;
}

const ITEMS: readonly (readonly [key: string, item: Kept, nothing: unknown])[] = [
  ['connections', settings.connections, []],
  ['awaited-connections', settings.awaitedConnections, []],
  ['place', settings.currentPlace, null],
  ['language', settings.language, null],
  ['policy', settings.policy, NO_POLICY],
  ['added-hosts', settings.addedHosts, []],
  ['tab-positions', settings.tabPositions, {}],
  ['known-verdict', settings.knownVerdict, null],
  ['own-change', settings.ownChange, null],
  ['quick-add', settings.quickAdd, { remark: '', expiry: '1-day' }],
  ['draft', settings.draft, null],
  ['undo', settings.undo, null],
  ['senders', settings.senders, null],
  ['panel-wish', settings.panelTarget, null],
  ['alert-wish', settings.alertTarget, null],
  ['alert-turn', settings.alertTurn, 0],
  ['clock-ahead', settings.clockAhead, 0],
  [`snapshot:${KEY}`, settings.snapshotOf(PLACE), null],
  [`list:${KEY}`, settings.allowlistOf(PLACE), null],
  [`own-entries:${KEY}`, settings.ownEntriesOf(PLACE), []],
  [`alerts:${KEY}`, settings.alertsOf(PLACE), null],
  [`alert-marks:${KEY}`, settings.alertMarksOf(PLACE), MARKS],
  [`told-alert:${KEY}`, settings.toldAlertOf(PLACE), null],
  [`told-pause:${KEY}`, settings.toldPauseOf(PLACE), null],
  [`provider:${KEY}`, settings.providerOf(PLACE), null],
];

/** Values whose form fits no item, under whichever key they lie. */
const OTHERS: readonly unknown[] = [-1.5, null, true, { a: {} }, [null], [{}], { at: [] }, [[7]]];

beforeEach(() => fakeBrowser.reset());

describe.each(ITEMS)('%s', (key, item, nothing) => {
  it('is as if there were none where something else lies there', async () => {
    for (const other of OTHERS) {
      await fakeBrowser.storage.local.set({ [key]: other });
      expect(await item.getValue()).toEqual(nothing);
    }
  });

  it('is told of as if there were none, too', async () => {
    const told: unknown[] = [];
    const stop = item.watch((value) => told.push(value));
    for (const other of OTHERS) await fakeBrowser.storage.local.set({ [key]: other });
    stop();
    expect(told.length).toBe(OTHERS.length);
    expect(told).toEqual(OTHERS.map(() => nothing));
  });
});

it('every item that is kept is looked at here', () => {
  const single = Object.values(settings).filter(
    (value) => value instanceof Object && 'watch' in value,
  );
  const ofPlaces = settings.itemsOf(PLACE);
  expect(ITEMS.length).toBe(single.length + ofPlaces.length);
});

it('a connection that can’t be read takes no other with it', async () => {
  const others = [null, {}, { ...CONNECTION, endpoint: 'http://elsewhere.example.com' }];
  const torn = [
    { ...CONNECTION, session: null },
    { ...CONNECTION, accounts: null },
    { ...CONNECTION, accounts: ['half \ud800'] },
  ];
  await fakeBrowser.storage.local.set({ connections: [...others, CONNECTION, ...torn] });
  expect(await settings.connections.getValue()).toEqual([CONNECTION]);
  expect(await readCurrentStatus()).toMatchObject({ place: PLACE, status: 'unknown' });
});

it('a place of one host where the tab stands takes no other with it', async () => {
  const position = { hidden: false, side: 'left', top: 0.25 };
  const kept = { 'a.example.com': position, 'b.example.com': { ...position, side: 'top' } };
  await fakeBrowser.storage.local.set({ 'tab-positions': kept });
  expect(await settings.tabPositions.getValue()).toEqual({ 'a.example.com': position });
});

it.each([
  { mode: 'perhaps' },
  { addresses: [{ address: 'here' }] },
  { addresses: null },
  { previous: {} },
  { trouble: { kind: 'refused' } },
  { revision: undefined },
])('a snapshot with %j is none: the icon then says that nothing is known', async (change) => {
  const snapshot = takeSnapshot(buildList(entry('e1', '192.0.2.1')), ['192.0.2.1'], [], NOW);
  await settings.connections.setValue([CONNECTION]);
  await settings.snapshotOf(PLACE).setValue(snapshot);
  expect(await readCurrentStatus()).toMatchObject({ status: 'allowed' });
  await fakeBrowser.storage.local.set({ [`snapshot:${KEY}`]: { ...snapshot, ...change } });
  expect(await readCurrentStatus()).toMatchObject({ snapshot: null, status: 'unknown' });
});
