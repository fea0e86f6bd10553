/** R20: shared lists beside the release before, which knows none: it refuses what only a list allows. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Account, Allowlist, Change, HistoryPage, SharedList } from '../../shared/api.ts';
import { listObjectName } from '../../shared/list-name.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import type { Version } from './deployment.ts';
import { expectSoon, type Meeting, meet, pathOf } from './meeting.ts';
import { makeReleasePairs } from './other-bundle.ts';

/** An entry of its own, and the list. */
const MIXED = 'mixed@example.com';
/** The list alone. */
const BARE = 'bare@example.com';
/** As MIXED, and it observes. */
const OBSERVING = 'observing@example.com';
const ALL = [MIXED, BARE, OBSERVING];
const OWN = '192.0.2.1';
const OFFICE = '198.51.100.7';
/** On the list as well, until a test deletes it. */
const MOVED = '198.51.100.8';
const ELSEWHERE = '203.0.113.9';
const ASKED = [OWN, OFFICE, ELSEWHERE];
const LIST = '/v1/lists/office';

const LISTED = 'allow, listed';
const REFUSED = 'deny, not-listed';
const OBSERVED = 'allow, observed';
const OFF = ['allow, off', 'allow, off', 'allow, off'];
/** The answers for ASKED, where the list is known and where it is not. */
const WITH_LIST = {
  [MIXED]: [LISTED, LISTED, REFUSED],
  [BARE]: [REFUSED, LISTED, REFUSED],
  [OBSERVING]: [LISTED, LISTED, OBSERVED],
};
const WITHOUT_LIST = {
  [MIXED]: [LISTED, REFUSED, REFUSED],
  [BARE]: [REFUSED, REFUSED, REFUSED],
  [OBSERVING]: [LISTED, OBSERVED, OBSERVED],
};

const bundles = temporaryFolder();
afterAll(() => bundles[Symbol.dispose]());
const PAIRS = await makeReleasePairs(bundles.path);

/** Makes the list and the accounts that include it. */
async function make({ add, call }: Meeting): Promise<void> {
  await call('newer', 'POST /v1/lists', { list: 'office' });
  await add('newer', LIST, OFFICE);
  await add('newer', LIST, MOVED);
  for (const account of ALL) {
    await call('newer', 'POST /v1/accounts', { account });
    if (account !== BARE) await add('newer', pathOf(account), OWN);
    await include({ call }, account);
  }
  await call('newer', `PATCH ${pathOf(OBSERVING)}/allowlist`, { mode: 'observe' });
}

function include({ call }: Pick<Meeting, 'call'>, account: string): Promise<Change> {
  return call('newer', `PUT ${pathOf(account)}/lists/office`);
}

function published({ deployment }: Meeting): Promise<void> {
  return deployment.published([...ALL, listObjectName('office')]);
}

async function answers({ ask }: Meeting, through: Version) {
  const told: Record<string, readonly string[]> = {};
  for (const account of ALL) told[account] = await ask(through, account, ASKED);
  return told;
}

describe.concurrent.each(PAIRS)('$name', (versions) => {
  test('an old isolate beside new objects refuses what only the list allows, with the objects and without them', async () => {
    await using met = await meet(versions, 'newer');
    await make(met);
    // Until then a copy may be of the time when the accounts were off.
    await published(met);
    expect(await answers(met, 'older')).toEqual(WITHOUT_LIST);
    expect(await answers(met, 'newer')).toEqual(WITH_LIST);
    await met.deployment.runObjects('none');
    await expectSoon(() => answers(met, 'older'), WITHOUT_LIST);
    await expectSoon(() => answers(met, 'newer'), WITH_LIST);
  });

  test('old isolates over new objects: each change keeps the list, and the account stays on', async () => {
    await using met = await meet(versions, 'newer');
    const { add, call } = met;
    await make(met);
    const path = pathOf(MIXED);
    const id = await add('older', path, ELSEWHERE);
    await call('older', `PATCH ${path}/allowlist/entries/${id}`, { remark: 'host' });
    const { entries }: Allowlist = await call('older', `GET ${path}/allowlist`);
    for (const entry of entries) {
      const path = `${pathOf(MIXED)}/allowlist/entries/${entry.id}`;
      const change = await call<Change>('older', `DELETE ${path}`);
      expect(change.mode).toBe('enforce');
    }
    const ask = () => met.ask('newer', MIXED, ASKED);
    await expectSoon(ask, WITH_LIST[BARE]);
    await call('older', `POST ${path}/allowlist/restore`, { entries: [id] });
    expect(await ask()).toEqual([REFUSED, LISTED, LISTED]);
    const { events }: HistoryPage = await call('older', `GET ${path}/history`);
    expect(events.map(({ action }) => action)).toContain('list-attached');
    const { accounts } = await call<{ accounts: Account[] }>('older', 'GET /v1/accounts');
    expect(accounts.map(({ account }) => account)).toEqual([...ALL].sort());
    // Its isolates don't say that the operator asks, who alone detaches lists.
    await expect(call('older', `DELETE ${path}/allowlist`)).rejects.toThrow('forbidden');
    await call('newer', `DELETE ${path}/allowlist`);
    await expectSoon(ask, OFF);
    expect(await call<Account>('newer', `GET ${path}`)).toMatchObject({ lists: [] });
  });

  test('a rollback refuses what only the list allows, and the way forward again brings the list back', async () => {
    await using met = await meet(versions, 'newer');
    const { add, call, deployment } = met;
    await make(met);
    const { entries }: Allowlist = await call('newer', `GET ${LIST}/allowlist`);
    const moved = entries.find(({ value }) => value === MOVED);
    // Until then a copy may be of the time when the accounts were off.
    await published(met);
    await deployment.runObjects('older');
    await expectSoon(() => answers(met, 'older'), WITHOUT_LIST);
    await add('older', pathOf(MIXED), ELSEWHERE);
    await add('older', pathOf(BARE), ELSEWHERE);
    for (const isolate of ['older', 'newer'] as const) {
      const asked = () => met.ask(isolate, MIXED, ASKED);
      await expectSoon(asked, [LISTED, REFUSED, LISTED]);
    }
    await deployment.published(ALL);
    await deployment.runObjects('newer');
    expect(await met.ask('newer', MIXED, ASKED)).toEqual([LISTED, LISTED, LISTED]);
    expect(await met.ask('newer', BARE, ASKED)).toEqual([REFUSED, LISTED, LISTED]);
    // A copy of the release before lets OFFICE in as well, so its object is asked only when it is told of the check.
    const observed = () => met.ask('newer', OBSERVING, ASKED);
    await expectSoon(observed, WITH_LIST[OBSERVING]);
    await call('newer', `DELETE ${LIST}/allowlist/entries/${moved?.id}`);
    const asked = () => met.ask('newer', BARE, [OFFICE, MOVED]);
    await expectSoon(asked, [LISTED, REFUSED]);
    expect(await call<SharedList>('newer', `GET ${LIST}`)).toMatchObject({ count: 1, accounts: 3 });
    const { accounts } = await call<{ accounts: Account[] }>('newer', 'GET /v1/accounts');
    expect(accounts.map(({ account }) => account)).toEqual([...ALL].sort());
  });

  test('lists do not come back to an account that was turned off, deleted or made anew in between', async () => {
    await using met = await meet(versions, 'newer');
    const { add, call, deployment } = met;
    await make(met);
    await deployment.runObjects('older');
    await call('older', `DELETE ${pathOf(MIXED)}/allowlist`);
    await call('older', `DELETE ${pathOf(BARE)}/allowlist`);
    await add('older', pathOf(BARE), OWN);
    await call('older', `DELETE ${pathOf(OBSERVING)}`);
    await call('older', 'POST /v1/accounts', { account: OBSERVING });
    await deployment.runObjects('newer');
    await expectSoon(() => answers(met, 'newer'), {
      [MIXED]: OFF,
      [BARE]: [LISTED, REFUSED, REFUSED],
      [OBSERVING]: OFF,
    });
    for (const account of ALL) {
      const included = await call<{ lists: unknown[] }>('newer', `GET ${pathOf(account)}/lists`);
      expect(included.lists).toEqual([]);
    }
    const accounts = async () => (await call<SharedList>('newer', `GET ${LIST}`)).accounts;
    await expectSoon(accounts, 0);
    // Each can include the list again.
    for (const account of ALL) expect((await include(met, account)).mode).toBe('enforce');
    expect(await met.ask('newer', OBSERVING, ASKED)).toEqual(WITH_LIST[BARE]);
  });

  test('new isolates over old objects: no list is made or included, and nothing changes', async () => {
    await using met = await meet(versions, 'older');
    const { add, call, deployment } = met;
    for (const account of ALL) await call('newer', 'POST /v1/accounts', { account });
    await add('newer', pathOf(MIXED), OWN);
    const before: Allowlist = await call('newer', `GET ${pathOf(MIXED)}/allowlist`);
    for (const [request, body] of [
      ['POST /v1/lists', { list: 'office' }],
      [`PUT ${pathOf(MIXED)}/lists/office`, undefined],
      [`PUT ${pathOf(BARE)}/lists/office`, undefined],
      [`DELETE ${pathOf(MIXED)}/lists/office`, undefined],
      [`POST ${pathOf(MIXED)}/allowlist/preview`, { attach: { list: 'office' } }],
    ] as const) {
      const refused = await deployment.call('newer', request, body);
      expect([500, 503], `${request}: ${JSON.stringify(refused)}`).toContain(refused.status);
    }
    expect(await call<Allowlist>('newer', `GET ${pathOf(MIXED)}/allowlist`)).toEqual(before);
    expect(before.lists).toEqual([]);
    const included = await call<{ lists: unknown[] }>('newer', `GET ${pathOf(MIXED)}/lists`);
    expect(included.lists).toEqual([]);
    expect(await answers(met, 'newer')).toEqual({
      [MIXED]: WITHOUT_LIST[MIXED],
      [BARE]: OFF,
      [OBSERVING]: OFF,
    });
  });
});
