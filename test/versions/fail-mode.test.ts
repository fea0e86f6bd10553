/** R26: the fail mode of an account beside the release before, which knows none: it takes that of the deployment. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Account, Token } from '../../shared/api.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { type Meeting, meet, pathOf } from './meeting.ts';
import { makeReleasePairs } from './other-bundle.ts';

const LISTED = '192.0.2.1';
/** Strict, so that a check has only the object, and its fail mode without that. */
const STRICT = { consistency: 'strict', failMode: 'open' };
const [KEPT, CHANGED, AGAIN] = ['kept@example.com', 'changed@example.com', 'again@example.com'];
const ALL = [KEPT, CHANGED, AGAIN];

const bundles = temporaryFolder();
afterAll(() => bundles[Symbol.dispose]());
const PAIRS = await makeReleasePairs(bundles.path);

async function failModes({ call }: Meeting) {
  const read = async (account: string) =>
    (await call<Account>('newer', `GET ${pathOf(account)}`)).failMode;
  return Promise.all(ALL.map(read));
}

async function answers({ ask }: Meeting, through: 'older' | 'newer') {
  const told = ALL.map((account) => ask(through, account, [LISTED]));
  return (await Promise.all(told)).flat();
}

describe.concurrent.each(PAIRS)('$name', (versions) => {
  test('a rollback keeps it for the way forward, except of an account that was made anew in between', async () => {
    await using met = await meet(versions, 'newer');
    const { add, call, deployment } = met;
    for (const account of ALL) {
      await call('newer', 'POST /v1/accounts', { account, ...STRICT });
      await add('newer', pathOf(account), LISTED);
    }
    await deployment.published(ALL);
    await deployment.runObjects('none');
    expect(await answers(met, 'newer')).toEqual(ALL.map(() => 'allow, unavailable'));
    expect(await answers(met, 'older')).toEqual(ALL.map(() => 'deny, unavailable'));

    await deployment.runObjects('older');
    const changed = await call<Account>('older', `PATCH ${pathOf(CHANGED)}`, { limit: 20 });
    expect(changed).not.toHaveProperty('failMode');
    await call('older', `DELETE ${pathOf(AGAIN)}`);
    await call('older', 'POST /v1/accounts', { account: AGAIN, consistency: 'strict' });
    await deployment.published(ALL);

    await deployment.runObjects('newer');
    expect(await failModes(met)).toEqual(['open', 'open', 'default']);
    expect(await call<Account>('newer', `GET ${pathOf(CHANGED)}`)).toMatchObject({ limit: 20 });
    await deployment.published(ALL);
    await deployment.runObjects('none');
    expect(await answers(met, 'newer')).toEqual([
      'allow, unavailable',
      'allow, unavailable',
      'deny, unavailable',
    ]);
  }, 120_000);

  test('new isolates over old objects: it is refused before anything changes, and is the default', async () => {
    await using met = await meet(versions, 'older');
    const { call, deployment } = met;
    for (const account of ALL) await call('newer', 'POST /v1/accounts', { account });
    const before = await call<Account>('newer', `GET ${pathOf(KEPT)}`);
    expect(before).toMatchObject({ failMode: 'default', limit: 10 });
    const body = { failMode: 'open', limit: 20 };
    const refused = await deployment.call('newer', `PATCH ${pathOf(KEPT)}`, body);
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await call('newer', `GET ${pathOf(KEPT)}`)).toEqual(before);
    const changed = await call<Account>('newer', `PATCH ${pathOf(KEPT)}`, { limit: 20 });
    expect(changed).toMatchObject({ failMode: 'default', limit: 20 });

    // An account is made all the same, since its object can't be asked before. The answer says so.
    const made = { account: 'made@example.com', failMode: 'open' };
    const lost = await deployment.call('newer', 'POST /v1/accounts', made);
    expect(lost).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(lost.body.detail).toContain('is made');
    const plain = { account: 'plain@example.com', failMode: 'default' };
    expect(await call('newer', 'POST /v1/accounts', plain)).toMatchObject({ failMode: 'default' });
    // So it is with the right to copies: a token without it is no answer to who asked for it.
    const agent = { name: 'agent', copies: true };
    const token = await deployment.call('newer', 'POST /v1/relay-tokens', agent);
    expect(token).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    const { tokens } = await call<{ tokens: Token[] }>('newer', 'GET /v1/relay-tokens');
    expect(tokens.map(({ name }) => name)).toEqual(['mx']);
    const page = await call<{ accounts: Account[] }>('newer', 'GET /v1/accounts');
    expect(page.accounts.map(({ failMode }) => failMode)).toEqual(Array(5).fill('default'));
  }, 120_000);
});
