/** R19: the account of a domain, beside the release before, which knows no such accounts. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Account } from '../../shared/api.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { type Meeting, meet, pathOf } from './meeting.ts';
import { makeReleasePairs } from './other-bundle.ts';

const DOMAIN = '@company.example';
const ADA = 'ada@company.example';
/** This login has an account of its own. */
const SHOP = 'shop@company.example';
const ALL = [DOMAIN, SHOP];
const OFFICE = '192.0.2.1';
const SERVER = '198.51.100.7';
const ASKED = [OFFICE, SERVER];

const bundles = temporaryFolder();
afterAll(() => bundles[Symbol.dispose]());
const PAIRS = await makeReleasePairs(bundles.path);

/** The list of the domain has OFFICE, and that of SHOP has SERVER. */
async function make({ add, call, deployment }: Meeting): Promise<void> {
  await call('newer', 'POST /v1/accounts', { account: DOMAIN });
  await add('newer', pathOf(DOMAIN), OFFICE);
  await call('newer', 'POST /v1/accounts', { account: SHOP, off: true });
  await add('newer', pathOf(SHOP), SERVER);
  await deployment.published(ALL);
}

const UNKNOWN = ['deny, unknown-account', 'deny, unknown-account'];
const SUSPENDED = ['deny, suspended', 'deny, suspended'];
const BY_DOMAIN = ['allow, listed', 'deny, not-listed'];
const BY_OWN = ['deny, not-listed', 'allow, listed'];

describe.concurrent.each(PAIRS)('$name', (versions) => {
  test.each(['older', 'newer'] as const)(
    'objects of the %s one: new isolates decide by the domain, old ones deny its logins; an account of its own goes on at both, and one that is made suspended is',
    async (objects) => {
      await using met = await meet(versions, objects);
      const { ask } = met;
      await make(met);
      expect(await ask('newer', ADA, ASKED)).toEqual(BY_DOMAIN);
      expect(await ask('older', ADA, ASKED)).toEqual(UNKNOWN);
      for (const isolate of ['older', 'newer'] as const)
        expect(await ask(isolate, SHOP, ASKED)).toEqual(BY_OWN);
      await met.call('newer', 'POST /v1/accounts', { account: ADA, suspended: true });
      expect(await ask('newer', ADA, ASKED)).toEqual(SUSPENDED);
    },
  );

  test('a rollback denies the logins of a domain, and the way forward again brings them back as they were', async () => {
    await using met = await meet(versions, 'newer');
    const { add, ask, call, deployment } = met;
    await make(met);
    await deployment.runObjects('older');
    expect(await ask('older', ADA, ASKED)).toEqual(UNKNOWN);
    expect(await ask('older', SHOP, ASKED)).toEqual(BY_OWN);
    const listed = await call<{ accounts: Account[] }>('older', 'GET /v1/accounts');
    expect(listed.accounts.map(({ account }) => account)).toEqual([DOMAIN, SHOP]);
    await add('older', pathOf(SHOP), OFFICE);
    await deployment.published(ALL);
    await deployment.runObjects('newer');
    expect(await ask('newer', ADA, ASKED)).toEqual(BY_DOMAIN);
    expect(await ask('newer', SHOP, ASKED)).toEqual(['allow, listed', 'allow, listed']);
  });

  test('old isolates over new objects: neither making nor deleting an account opens a login of the domain', async () => {
    await using met = await meet(versions, 'newer');
    const { ask, call, deployment } = met;
    await make(met);
    const made = await deployment.call('older', 'POST /v1/accounts', { account: ADA });
    expect(made).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(made.body.detail).toContain(DOMAIN);
    expect(await ask('newer', ADA, ASKED)).toEqual(BY_DOMAIN);
    // The domain's list is off from here, so it would let SHOP in from everywhere.
    await call('newer', `DELETE ${pathOf(DOMAIN)}/allowlist`);
    const deleted = await deployment.call('older', `DELETE ${pathOf(SHOP)}`);
    expect(deleted).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await ask('newer', SHOP, ASKED)).toEqual(BY_OWN);
  });
});
