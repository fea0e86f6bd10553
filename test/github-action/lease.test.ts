import { expect, it } from 'vitest';
import { OFFICE, RUNNER, startCiAccounts } from './ci-accounts.ts';
import { Job } from './job.ts';
import { openFront } from './worker-front.ts';

const accountWith = startCiAccounts();

it('the runner’s address is on the list for as long as the job lasts, and is said to be', async () => {
  const { api, account, values, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased.said).toContain(`::notice title=Sendgate::${RUNNER} may send until this job ends`);
  expect(leased.code).toBe(0);
  const { entries } = await api.readAllowlist(account);
  const entry = entries.find(({ value }) => value === RUNNER);
  expect(entry).toMatchObject({ remark: 'example/newsletter run 42 notify', expired: false });
  const left = Date.parse(entry?.expiresAt ?? '') - Date.now();
  expect(left).toBeGreaterThan(3_500_000);
  expect(left).toBeLessThanOrEqual(3_600_000);
  expect(job.outputs()).toEqual({ address: RUNNER, 'entry-id': entry?.id });

  const given = await job.giveBack();
  expect(given).toMatchObject({
    code: 0,
    said: expect.stringContaining('off the allowlist again'),
  });
  expect(await values()).toEqual([OFFICE]);
});

it('R6: a list that is off is not turned on', async () => {
  const { api, account, inputs } = await accountWith();
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('The allowlist is off') });
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
  expect(await api.readAllowlist(account)).toMatchObject({ mode: 'off', entries: [] });
});

it('R10: the last entry is left to expire, so that the list stays on', async () => {
  const { api, account, ids, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  await job.lease();
  await api.deleteEntry(account, ids[0] ?? '');
  const given = await job.giveBack();
  expect(given).toMatchObject({
    code: 0,
    said: expect.stringContaining('it would turn the list off'),
  });
  expect(await api.readAllowlist(account)).toMatchObject({ mode: 'enforce', count: 1 });
});

it('R20: the last entry is taken off if a shared list keeps the account on', async () => {
  const { api, account, inputs } = await accountWith();
  await api.createList('office', [{ format: 'address', value: OFFICE }]);
  await api.includeList(account, 'office');
  using job = new Job(inputs);
  await job.lease();
  expect(await job.giveBack()).toMatchObject({
    code: 0,
    said: expect.stringContaining('off the allowlist again'),
  });
  expect(await api.readAllowlist(account)).toMatchObject({ mode: 'enforce', count: 0 });
});

it('an address that is on the list already is left there', async () => {
  const { values, inputs } = await accountWith(OFFICE, RUNNER);
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('It stays') });
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
  expect(await values()).toEqual([OFFICE, RUNNER]);
});

it('what someone else has deleted meanwhile is no failure', async () => {
  const { api, account, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  await job.lease();
  await api.deleteEntry(account, job.outputs()['entry-id'] ?? '');
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
});

it('the job fails, with the reason, when it can’t lease', async () => {
  const { values, inputs } = await accountWith(OFFICE);
  const wrong = [
    [{ token: 'nobodys-token' }, 'Sendgate answered 401'],
    [{ 'expires-in-seconds': '60' }, 'Sendgate answered 400'],
    [{ 'expires-in-seconds': 'an hour' }, 'is a whole number'],
    [{ url: 'http://sendgate.example.com' }, 'looks like https://sendgate.example.com'],
    [{ account: '' }, 'The input “account” is missing'],
  ] as const;
  for (const [change, reason] of wrong) {
    using job = new Job({ ...inputs, ...change });
    const leased = await job.lease();
    expect(leased).toMatchObject({ code: 1, said: expect.stringContaining(reason) });
    expect(leased.said).toContain('::error title=Sendgate::');
    expect(leased.said).not.toContain(inputs.token);
  }
  expect(await values()).toEqual([OFFICE]);
});

it('a Worker that fails twice and then answers is waited for; one that is gone is a warning', async () => {
  const { values, inputs } = await accountWith(OFFICE);
  let failures = 2;
  await using flaky = await openFront(inputs.url, () =>
    failures-- > 0 ? new Response(null, { status: 503 }) : undefined,
  );
  using job = new Job({ ...inputs, url: flaky.url });
  expect(await job.lease()).toMatchObject({ code: 0 });
  expect(await values()).toEqual([OFFICE, RUNNER]);
  await flaky.close();
  const given = await job.giveBack();
  expect(given).toMatchObject({ code: 0, said: expect.stringContaining('::warning') });
  expect(given.said).toContain('stays on the allowlist until it expires');
});
