/** R19: making or deleting a login's own account never opens it, unless the request says so. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import {
  DOMAIN_STANDINGS,
  type DomainStanding,
  doesDeletingOpen,
  doesMakingOpen,
  type Standing,
} from '../../../shared/domain-account.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { env, Lines, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const STANDINGS = ['off', 'observe', 'enforce', 'suspended'] as const;
let domains = 0;

const newDomain = () => `d${++domains}.example.net`;
const pathOf = (account: string) => `/v1/accounts/${encodeURIComponent(account)}`;
const post = (body: object) => worker.operator<api.Account>('POST /v1/accounts', { body });
const remove = (account: string, query = '') =>
  worker.operator(`DELETE ${pathOf(account)}${query}`);

async function read(account: string): Promise<api.Account | undefined> {
  const answer = await worker.operator<api.Account>(`GET ${pathOf(account)}`);
  return answer.status === 200 ? answer.body : undefined;
}

/** Makes an account and brings it to where it shall stand. */
async function stand(account: string, standing: DomainStanding): Promise<string> {
  if (standing === 'none') return account;
  expect((await post({ account, off: true })).status).toBe(201);
  if (standing === 'suspended') {
    const body = { suspended: true };
    expect((await worker.operator(`PATCH ${pathOf(account)}`, { body })).status).toBe(200);
  } else if (standing !== 'off') {
    const body = { format: 'address', values: ['192.0.2.1'], mode: standing };
    const call = `POST ${pathOf(account)}/allowlist/entries`;
    expect((await worker.operator(call, { body })).status).toBe(201);
  }
  return account;
}

async function standDomain(standing: DomainStanding): Promise<string> {
  const domain = newDomain();
  await stand(`@${domain}`, standing);
  return domain;
}

describe('R19: making an account of its own for a login of a domain', () => {
  it.each(DOMAIN_STANDINGS)('whose account is %s', async (standing) => {
    const domain = await standDomain(standing);
    const plain = await post({ account: `plain@${domain}` });
    if (doesMakingOpen('plain', standing)) {
      const { detail } = expectProblem(plain, 'domain-list-on');
      expect(detail).toContain(`@${domain}`);
      expect(detail).toContain('"suspended": true');
      expect(detail).toContain('"off": true');
      expect(await read(`plain@${domain}`)).toBeUndefined();
    } else expect(plain.status).toBe(201);
    for (const asked of [{ suspended: true }, { off: true }, { suspended: true, off: true }]) {
      const account = `${Object.keys(asked).join('-')}@${domain}`;
      const made = await post({ account, ...asked });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ mode: 'off', suspended: 'suspended' in asked });
    }
  });

  it.each([{ off: false, suspended: false }, { off: false }, { suspended: false }])(
    'takes %j for no word at all',
    async (said) => {
      const domain = await standDomain('enforce');
      expectProblem(await post({ account: `login@${domain}`, ...said }), 'domain-list-on');
    },
  );

  it.each([
    ['a subdomain', (domain: string) => `login@sub.${domain}`],
    ['another domain that ends alike', (domain: string) => `login@x${domain}`],
    ['a login without a domain', (domain: string) => `login-${domain}`],
    ['the domain’s account of another domain', (domain: string) => `@sub.${domain}`],
  ])('does not count for %s', async (_what, loginIn) => {
    const domain = await standDomain('enforce');
    expect((await post({ account: loginIn(domain) })).status).toBe(201);
  });

  it('finds the account of a domain beyond ASCII, however it is written', async () => {
    const domain = `b\u00fccher${++domains}.example.net`;
    expect((await stand(`@${domain}`, 'suspended')).startsWith('@')).toBe(true);
    for (const login of [`one@${domain}`, `One@${domain.toUpperCase()}`]) {
      expectProblem(await post({ account: login }), 'domain-list-on');
    }
  });

  it('asks only for the part after the last @', async () => {
    const domain = await standDomain('enforce');
    expectProblem(await post({ account: `"a@b"@${domain}` }), 'domain-list-on');
  });

  it.each(['@', '@@', ' @ ', '@a b.example.net'])('takes %j for no account', async (account) => {
    expectFieldProblem(await post({ account }), 'invalid-value', '/account');
  });

  it('says first that the account exists already', async () => {
    const domain = await standDomain('off');
    await post({ account: `login@${domain}` });
    const body = { suspended: true };
    await worker.operator(`PATCH ${pathOf(`@${domain}`)}`, { body });
    expectProblem(await post({ account: `login@${domain}` }), 'account-exists');
  });

  it('counts no more once the domain’s account is deleted', async () => {
    const domain = await standDomain('enforce');
    expect((await remove(`@${domain}`)).status).toBe(204);
    expect((await post({ account: `login@${domain}` })).status).toBe(201);
  });

  it('shows the suspension in the history, to the directory and to a check', async () => {
    const domain = await standDomain('enforce');
    const account = `login@${domain}`;
    await post({ account, suspended: true });
    const { body } = await worker.operator<api.HistoryPage>(`GET ${pathOf(account)}/history`);
    expect(body.events).toMatchObject([{ action: 'account-created', after: { suspended: true } }]);
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(env.ACCOUNTS.getByName(account));
      const events = await worker.operator<api.DeploymentEventPage>('GET /v1/events');
      const event = events.body.events.find((one) => one.account === account);
      expect(event).toMatchObject({ kind: 'account-created', after: { suspended: true } });
    });
    const query = `q=${encodeURIComponent(account)}&suspended=true`;
    const page = await worker.operator<api.AccountPage>(`GET /v1/accounts?${query}`);
    expect(page.body.accounts).toMatchObject([{ account, suspended: true }]);
    const check = { token: await worker.relayToken(), body: { account, address: '192.0.2.1' } };
    const decision = await worker.call<api.Decision>('POST /v1/check', check);
    expect(decision.body).toMatchObject({ verdict: 'deny', reason: 'suspended' });
  });

  it('answers each line of a batch by itself, and the same lines again', async () => {
    const domain = await standDomain('enforce');
    const lines = [
      { account: `plain@${domain}` },
      { account: `suspended@${domain}`, suspended: true },
      { account: `off@${domain}`, off: true },
    ];
    const send = () =>
      worker.operator<api.AccountLine[]>('POST /v1/accounts/batch', { body: new Lines(lines) });
    expect((await send()).body).toMatchObject([
      { status: 409, problem: { code: 'domain-list-on' } },
      { status: 201, account: { suspended: true } },
      { status: 201, account: { suspended: false } },
    ]);
    expect((await send()).body).toMatchObject([
      { status: 409, problem: { code: 'domain-list-on' } },
      { status: 200, account: { suspended: true, revision: 1 } },
      { status: 200, account: { suspended: false, revision: 1 } },
    ]);
  });

  it('refuses a line of a batch that contradicts a suspension', async () => {
    const domain = newDomain();
    await post({ account: `open@${domain}` });
    const body = new Lines([
      { account: `open@${domain}`, suspended: true },
      { account: `open@${domain}`, suspended: false, off: true },
    ]);
    const call = { body };
    const answer = await worker.operator<api.AccountLine[]>('POST /v1/accounts/batch', call);
    expect(answer.body).toMatchObject([
      {
        status: 409,
        problem: { code: 'account-exists', errors: [{ pointer: '/suspended', value: 'true' }] },
      },
      { status: 200 },
    ]);
    expect(await read(`open@${domain}`)).toMatchObject({ suspended: false });
  });
});

describe('R19: ending the suspension of an account without entries', () => {
  it.each(DOMAIN_STANDINGS)('while the account of its domain is %s', async (standing) => {
    const login = await stand(`login@${await standDomain(standing)}`, 'suspended');
    const lift = (body: object) => worker.operator(`PATCH ${pathOf(login)}`, { body });
    const plain = await lift({ suspended: false });
    if (!doesMakingOpen('plain', standing)) {
      expect(plain).toMatchObject({ status: 200, body: { suspended: false, mode: 'off' } });
      return;
    }
    const { detail } = expectProblem(plain, 'domain-list-on');
    expect(detail).toContain('"off": true');
    expect(await read(login)).toMatchObject({ suspended: true });
    expectFieldProblem(await lift({ off: true }), 'invalid-request', '');
    expect(await lift({ note: 'asked' })).toMatchObject({ status: 200 });
    const asked = await lift({ suspended: false, off: true });
    expect(asked).toMatchObject({ status: 200, body: { suspended: false } });
  });

  it('is done where it has entries', async () => {
    const login = await stand(`login@${await standDomain('enforce')}`, 'enforce');
    for (const suspended of [true, false]) {
      const changed = await worker.operator(`PATCH ${pathOf(login)}`, { body: { suspended } });
      expect(changed).toMatchObject({ status: 200, body: { suspended } });
    }
  });
});

describe('R19: deleting the account of a login of a domain', () => {
  const cases = STANDINGS.flatMap((own) => DOMAIN_STANDINGS.map((domain) => ({ own, domain })));
  it.each(cases)('that is $own, under a domain’s account $domain', async ({ own, domain: of }) => {
    const domain = await standDomain(of);
    const account = await stand(`login@${domain}`, own satisfies Standing);
    const answer = await remove(account);
    if (doesDeletingOpen(own, of)) {
      const { detail } = expectProblem(answer, 'domain-list-on');
      expect(detail).toContain(`@${domain}`);
      expect(detail).toContain('off=true');
      const standing = await read(account);
      expect(standing).toBeDefined();
      expectProblem(await remove(account, '?off=false'), 'domain-list-on');
      expect(await read(account)).toEqual(standing);
      expect((await remove(account, '?off=true')).status).toBe(204);
    } else expect(answer.status).toBe(204);
    expect(await read(account)).toBeUndefined();
  });

  it('takes no other word in off', async () => {
    const account = await stand(`login@${newDomain()}`, 'off');
    expectFieldProblem(await remove(account, '?off=yes'), 'invalid-request', '/query/off');
    expect(await read(account)).toBeDefined();
  });

  it('answers an account that does not exist as ever', async () => {
    const domain = await standDomain('observe');
    expectProblem(await remove(`nobody@${domain}`), 'account-unknown');
  });
});
