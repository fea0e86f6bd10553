/** R19, between two objects: a login's own account and the account of its domain. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import type { Problem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { giveBindings, objectsWith, runInside, type Way } from '../support/faulty-bindings.ts';
import { env } from '../support/test-worker.ts';

const BY = { tokenId: 'operator', name: 'operator' };
const SILENT = { off: false };
const CONSENT = { off: true };
const CONTEXT = { by: BY, revisions: undefined };
let domains = 0;

afterEach(() => {
  vi.useRealTimers();
});

const codeOf = (result: Result<unknown, Problem>) => (result.ok ? undefined : result.error.code);

/** A domain and a login of it, neither of which has an account. */
function scene() {
  const domain = `@o${++domains}.example.org`;
  const login = `login${domain}`;
  return {
    domain,
    login,
    domainObject: env.ACCOUNTS.getByName(domain),
    loginObject: env.ACCOUNTS.getByName(login),
  };
}

type Scene = ReturnType<typeof scene>;

async function makeDomain({ domain }: Scene, suspended = true): Promise<void> {
  // A stub is of the request that made it, and an object calls this, too.
  expect((await env.ACCOUNTS.getByName(domain).create(domain, { suspended }, BY, SILENT)).ok).toBe(
    true,
  );
}

async function makeLogin({ login, loginObject }: Scene, suspended = false): Promise<void> {
  const made = await loginObject.create(login, { suspended }, BY, { off: true });
  expect(made.ok).toBe(true);
}

/** Puts `way` between the login's object and all other accounts. */
const askThrough = ({ loginObject }: Scene, way: Way) =>
  giveBindings(loginObject, { ACCOUNTS: objectsWith(env.ACCOUNTS, way) });

const isIndexed = ({ loginObject }: Scene) =>
  directoryOf(env).hasAccount(loginObject.id.toString());

const FAULTS: [string, Way][] = [
  ['throws', () => Promise.reject(new Error('object overloaded'))],
  ['never answers', () => new Promise(() => undefined)],
];

it.each(FAULTS)('R19: makes nothing while the domain’s object %s', async (_fault, way) => {
  const at = scene();
  await askThrough(at, way);
  expect(codeOf(await at.loginObject.create(at.login, {}, BY, SILENT))).toBe('unavailable');
  expect(codeOf(await at.loginObject.describe())).toBe('account-unknown');
  expect(await isIndexed(at)).toBe(false);
});

it.each(FAULTS)('R19: deletes nothing while the domain’s object %s', async (_fault, way) => {
  const at = scene();
  await makeLogin(at, true);
  await askThrough(at, way);
  expect(codeOf(await at.loginObject.remove(undefined, BY, SILENT))).toBe('unavailable');
  expect((await at.loginObject.describe()).ok).toBe(true);
});

it('R19: does not ask the domain’s object where its answer would not matter', async () => {
  const at = scene();
  await askThrough(at, () => Promise.reject(new Error('object overloaded')));
  const { login, loginObject } = at;
  expect((await loginObject.create(login, { suspended: true }, BY, SILENT)).ok).toBe(true);
  expect((await loginObject.remove(undefined, BY, { off: true })).ok).toBe(true);
  expect((await loginObject.create(login, {}, BY, { off: true })).ok).toBe(true);
  expect((await loginObject.remove(undefined, BY, SILENT)).ok).toBe(true);
});

it('R19: makes no table in the object of a domain without an account', async () => {
  const at = scene();
  expect((await at.loginObject.create(at.login, {}, BY, SILENT)).ok).toBe(true);
  const tables = await runInside(at.domainObject, (_object, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'account'").toArray(),
  );
  expect(tables).toEqual([]);
});

it('R19: refuses an isolate of the release before in a code that it knows', async () => {
  const at = scene();
  await makeDomain(at);
  const made = await at.loginObject.create(at.login, {}, BY);
  expect(made).toMatchObject({ error: { code: 'unavailable' } });
  expect(!made.ok && made.error.detail).toContain(at.domain);
  await makeLogin(at, true);
  await at.domainObject.changeSettings({ suspended: false }, CONTEXT);
  expect(codeOf(await at.loginObject.remove(undefined, BY))).toBe('unavailable');
  expect((await at.loginObject.describe()).ok).toBe(true);
});

it('R19: makes nothing if the domain is closed while the login is announced, and takes that back', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const at = scene();
  const way: Way = async (call, method) => {
    const answer = await call();
    if (method === 'addAccount') await makeDomain(at);
    return answer;
  };
  await giveBindings(at.loginObject, { DIRECTORY: objectsWith(env.DIRECTORY, way) });
  expect(codeOf(await at.loginObject.create(at.login, {}, BY, SILENT))).toBe('domain-list-on');
  expect(codeOf(await at.loginObject.describe())).toBe('account-unknown');
  await vi.waitFor(async () => {
    vi.setSystemTime(Date.now() + 61_000);
    await runDurableObjectAlarm(at.loginObject);
    expect(await isIndexed(at)).toBe(false);
  });
});

it('R19: judges a deletion by the login’s account as it is after the domain’s object has answered', async () => {
  const at = scene();
  await makeDomain(at, false);
  await makeLogin(at, true);
  await askThrough(at, async (call) => {
    const answer = await call();
    await env.ACCOUNTS.getByName(at.login).changeSettings({ suspended: false }, CONTEXT, CONSENT);
    return answer;
  });
  expect((await at.loginObject.remove(undefined, BY, SILENT)).ok).toBe(true);
});

it('R19: a login and the account of its domain can be made at once, and one of them is told of the other', async () => {
  for (let round = 0; round < 20; round++) {
    const at = scene();
    const [login] = await Promise.all([
      at.loginObject.create(at.login, {}, BY, SILENT),
      makeDomain(at),
    ]);
    expect([undefined, 'domain-list-on']).toContain(codeOf(login));
    const again = codeOf(await at.loginObject.create(at.login, {}, BY, SILENT));
    expect(again).toBe(login.ok ? 'account-exists' : 'domain-list-on');
    expect((await at.loginObject.describe()).ok).toBe(login.ok);
  }
});
