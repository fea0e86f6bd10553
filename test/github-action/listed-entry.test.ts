/** A lease of an address that is already on the list. */
import { expect, it } from 'vitest';
import { OFFICE, RUNNER, startCiAccounts } from './ci-accounts.ts';
import { expire, isAdd, renewInstead } from './expired-entry.ts';
import { Job } from './job.ts';
import { openFront } from './worker-front.ts';

const accountWith = startCiAccounts();

it.each([
  ['longer', 3600, 7200],
  ['as long', 3600, 3600],
])(
  'a second job’s lease, %s, extends the first one’s, and outlives it',
  async (_how, first, second) => {
    const { api, account, values, inputs } = await accountWith(OFFICE);
    using one = new Job({ ...inputs, 'expires-in-seconds': `${first}` });
    using other = new Job({ ...inputs, 'expires-in-seconds': `${second}` });
    expect(await one.lease()).toMatchObject({ code: 0 });
    const before = Date.now();
    const leased = await other.lease();
    expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('until this job ends') });
    expect(other.outputs()).toEqual(one.outputs());
    const { entries } = await api.readAllowlist(account);
    const end = Date.parse(entries.find(({ value }) => value === RUNNER)?.expiresAt ?? '');
    expect(end).toBeGreaterThanOrEqual(before + second * 1000);
    expect(end).toBeLessThanOrEqual(Date.now() + second * 1000);

    const given = await one.giveBack();
    expect(given).toMatchObject({ code: 0, said: expect.stringContaining(`${RUNNER} stays on`) });
    expect(await values()).toEqual([OFFICE, RUNNER]);
    expect(await other.giveBack()).toMatchObject({ code: 0 });
    expect(await values()).toEqual([OFFICE]);
  },
);

it('a second job with a shorter lease keeps the address for as long as the first one’s', async () => {
  const { values, inputs } = await accountWith(OFFICE);
  using one = new Job({ ...inputs, 'expires-in-seconds': '7200' });
  using other = new Job(inputs);
  await one.lease();
  const leased = await other.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('It stays') });
  expect(await one.giveBack()).toMatchObject({
    code: 0,
    said: expect.stringContaining('stays on'),
  });
  expect(await other.giveBack()).toEqual({ code: 0, said: '' });
  expect(await values()).toEqual([OFFICE, RUNNER]);
});

it('another’s entry must last as long as the lease, or the job fails and names it', async () => {
  const { api, account, ids, values, inputs } = await accountWith(RUNNER, OFFICE);
  const [id = ''] = ids;
  const end = new Date(Date.now() + 5_400_000).toISOString();
  await api.setExpiry(account, id, end);
  using longer = new Job({ ...inputs, 'expires-in-seconds': '7200' });
  const failed = await longer.lease();
  expect(failed.code).toBe(1);
  expect(failed.said).toContain(`::error title=Sendgate::`);
  for (const named of [RUNNER, id, 'operator', `ends at ${end}`])
    expect(failed.said).toContain(named);
  expect(await longer.giveBack()).toEqual({ code: 0, said: '' });

  using shorter = new Job(inputs);
  const leased = await shorter.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('It stays') });
  expect(shorter.outputs()).toEqual({ address: RUNNER });
  expect(await shorter.giveBack()).toEqual({ code: 0, said: '' });
  expect(await values()).toEqual([RUNNER, OFFICE]);
  const { entries } = await api.readAllowlist(account);
  expect(entries[0]?.expiresAt).toBe(end);
});

it('whichever way another has written the address, the entry is found', async () => {
  const { api, account, inputs } = await accountWith(OFFICE);
  await api.addSegment(account, `${RUNNER}/32`);
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('It stays') });
});

it('an expired entry that Sendgate renews is leased, and given back', async () => {
  const { api, account, ids, values, inputs } = await accountWith(RUNNER, OFFICE);
  const [id = ''] = ids;
  await expire(api, account, id);
  await using renewing = await openFront(inputs.url, (request) =>
    isAdd(request) ? renewInstead(request, id) : undefined,
  );
  using job = new Job({ ...inputs, url: renewing.url });
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('until this job ends') });
  expect(job.outputs()).toEqual({ address: RUNNER, 'entry-id': id });
  expect((await api.readAllowlist(account)).entries[0]).toMatchObject({ id, expired: false });
  expect(await job.giveBack()).toMatchObject({ code: 0 });
  expect(await values()).toEqual([OFFICE]);
});

it('an expired entry is renewed by the Worker itself, which keeps its id', async () => {
  const { api, account, ids, values, inputs } = await accountWith(RUNNER, OFFICE);
  const [id = ''] = ids;
  await expire(api, account, id);
  using job = new Job(inputs);
  const leased = await job.lease();
  expect(leased).toMatchObject({ code: 0, said: expect.stringContaining('until this job ends') });
  expect(job.outputs()).toEqual({ address: RUNNER, 'entry-id': id });
  expect(await job.giveBack()).toMatchObject({ code: 0 });
  expect(await values()).toEqual([OFFICE]);
});

it('an expired entry that an older Sendgate does not renew fails the job, which says so', async () => {
  const { api, account, ids, values, inputs } = await accountWith(RUNNER, OFFICE);
  const [id = ''] = ids;
  await expire(api, account, id);
  await using older = await openFront(inputs.url, (request) =>
    isAdd(request) ? Response.json(duplicateOf(id), { status: 409 }) : undefined,
  );
  using job = new Job({ ...inputs, url: older.url });
  const leased = await job.lease();
  expect(leased.code).toBe(1);
  for (const named of ['::error title=Sendgate::', RUNNER, id, 'expired at'])
    expect(leased.said).toContain(named);
  expect(await job.giveBack()).toEqual({ code: 0, said: '' });
  expect(await values()).toEqual([RUNNER, OFFICE]);
});

it('an entry whose end someone has changed meanwhile stays', async () => {
  const { api, account, values, inputs } = await accountWith(OFFICE);
  using job = new Job(inputs);
  await job.lease();
  await api.setExpiry(account, job.outputs()['entry-id'] ?? '', null);
  const given = await job.giveBack();
  expect(given).toMatchObject({ code: 0, said: expect.stringContaining('does not expire') });
  expect(await values()).toEqual([OFFICE, RUNNER]);
});

/** The answer to an add of RUNNER from a Worker that does not renew. */
function duplicateOf(id: string): object {
  const message = `${RUNNER} covers the same addresses as ${RUNNER}, which is on the list as ${id}.`;
  return {
    type: 'urn:sendgate:problem:duplicate-entry',
    title: 'An entry covers exactly these addresses already',
    status: 409,
    code: 'duplicate-entry',
    detail: message,
    errors: [{ pointer: '/values/0', value: RUNNER, message }],
  };
}
