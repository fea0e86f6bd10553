/**
 * A release's action with this version's Worker, and this version's action with the release's
 * Worker.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OFFICE, RUNNER, startCiAccounts } from '../github-action/ci-accounts.ts';
import { expire } from '../github-action/expired-entry.ts';
import { Job } from '../github-action/job.ts';
import type { StartWorker } from '../mail/surroundings.ts';
import { startReleasedServer } from './released-server.ts';
import { RELEASES } from './releases.ts';

for (const { name, folder } of RELEASES) {
  describe(`the action of ${name} at this Worker`, () =>
    testAction({ action: join(folder, 'integrations/github-action') }));
  describe(`this action at the Worker of ${name}`, () =>
    testAction({ startWorker: (options) => startReleasedServer(folder, options) }));
}

function testAction({
  action,
  startWorker,
}: {
  readonly action?: string;
  readonly startWorker?: StartWorker;
}): void {
  const accountWith = startCiAccounts(startWorker);

  it('the runner’s address is on the list for as long as the job lasts', async () => {
    const { values, inputs } = await accountWith(OFFICE);
    using job = new Job(inputs, action);
    expect(await job.lease()).toMatchObject({
      code: 0,
      said: expect.stringContaining('until this job ends'),
    });
    expect(await values()).toEqual([OFFICE, RUNNER]);
    expect(await job.giveBack()).toMatchObject({
      code: 0,
      said: expect.stringContaining('off the allowlist again'),
    });
    expect(await values()).toEqual([OFFICE]);
  });

  it('an entry that stands is left there, and an expired one is renewed', async () => {
    const { api, account, ids, values, inputs } = await accountWith(RUNNER, OFFICE);
    using first = new Job(inputs, action);
    expect(await first.lease()).toMatchObject({
      code: 0,
      said: expect.stringContaining('It stays'),
    });
    expect(await first.giveBack()).toEqual({ code: 0, said: '' });
    expect(await values()).toEqual([RUNNER, OFFICE]);

    const [id = ''] = ids;
    await expire(api, account, id);
    using job = new Job(inputs, action);
    expect(await job.lease()).toMatchObject({ code: 0 });
    expect(job.outputs()).toEqual({ address: RUNNER, 'entry-id': id });
    expect(await job.giveBack()).toMatchObject({ code: 0 });
    expect(await values()).toEqual([OFFICE]);
  });

  // Only this version's Worker has shared lists.
  if (!startWorker)
    it('R20: an account that is on by a shared list alone stays on, and the entry expires', async () => {
      const { api, account, values, inputs } = await accountWith();
      await api.createList('office', [{ format: 'address', value: OFFICE }]);
      await api.includeList(account, 'office');
      using job = new Job(inputs, action);
      expect(await job.lease()).toMatchObject({ code: 0 });
      expect(await values()).toEqual([RUNNER]);
      expect(await job.giveBack()).toMatchObject({ code: 0 });
      expect(await values()).toEqual([RUNNER]);
      expect(await api.readAllowlist(account)).toMatchObject({
        mode: 'enforce',
        lists: ['office'],
      });
    });

  it('what the Worker refuses fails the job, with its reason', async () => {
    const { inputs } = await accountWith(OFFICE);
    using job = new Job({ ...inputs, token: 'nobodys-token' }, action);
    expect(await job.lease()).toMatchObject({
      code: 1,
      said: expect.stringContaining('Sendgate answered 401'),
    });
  });
}
