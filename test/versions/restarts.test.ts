/**
 * Random changes, and restarts of objects and isolates with either version, compared with the model
 * of the rules.
 */
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { ACTS, type Act, operating } from '../model/acts.ts';
import { change } from '../model/change-call.ts';
import { expectSame } from '../model/held.ts';
import { toAsked } from '../model/list-calls.ts';
import { isLive } from '../model/model.ts';
import { Deployment } from './deployment.ts';
import { makeReleasePairs } from './other-bundle.ts';
import { RestartedAccount } from './restarted-account.ts';

/** Several accounts at once, since each restart takes a second. */
const ACCOUNTS = 4;
const MAX_ACTS = 12;
const MAX_RESTARTS = 3;
/** Longer than a busy machine takes for a call. */
const BRIEF_MS = 2_000;
const HOUR_MS = 3_600_000;

const { sequences, seed, path } = inject('model');
const bundles = temporaryFolder();
afterAll(() => bundles[Symbol.dispose]());
const PAIRS = await makeReleasePairs(bundles.path);

/** Lets an entry expire. It stays on the list nevertheless (R13). */
const expiring = fc.tuple(operating, fc.nat(9)).map(
  ([by, index]): Act => ({
    toString: () => `${index} expires ${by.place} ${by.match}`,
    async run(held, tested) {
      const live = held.model.state.entries.filter((entry) => isLive(entry, Date.now()));
      const { id } = live[index % Math.max(1, live.length)] ?? { id: 'none' };
      const expiresAt = Date.now() + BRIEF_MS;
      await change(held, tested, by, toAsked(held.model, { kind: 'edit', id, expiresAt }));
      await setTimeout(expiresAt + 1 - Date.now());
    },
  }),
);

const acts = fc.array(fc.oneof(...ACTS, { weight: 2, arbitrary: expiring }), {
  maxLength: MAX_ACTS,
  size: 'max',
});

/** The acts on each account, and the restart after them. */
const rounds = fc.array(
  fc.record({
    done: fc.array(acts, { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
    /** Whether KV has everything before the restart. */
    isPublished: fc.boolean(),
    objects: fc.constantFrom('older' as const, 'newer' as const),
  }),
  { minLength: 1, maxLength: MAX_RESTARTS, size: 'max' },
);

test.each(PAIRS)(
  'R1–R18: whatever is done, and whichever version starts again, nothing is lost: $name',
  async (versions) => {
    using folder = temporaryFolder();
    await using deployment = await Deployment.start(versions, 'older', folder);
    const issued = await deployment.call('older', 'POST /v1/relay-tokens', { name: 'mx' });
    expect(issued.status).toBe(201);

    const property = fc.asyncProperty(rounds, async (all) => {
      const accounts = await Promise.all(
        Array.from({ length: ACCOUNTS }, () =>
          RestartedAccount.make(deployment, issued.body.token),
        ),
      );
      const names = accounts.map(({ name }) => name);
      const last = { done: [], isPublished: true, objects: 'newer' } as const;
      for (const { done, isPublished, objects } of [...all, last]) {
        await Promise.all(accounts.map((account, index) => play(account, done[index] ?? [])));
        if (isPublished) await deployment.published(names);
        await deployment.runObjects(objects);
        await Promise.all(accounts.map((account) => account.expectAfterRestart(isPublished)));
      }
    });
    await fc.assert(property, {
      numRuns: sequences,
      unbiased: true,
      ...(seed && { seed }),
      ...(path && { path }),
    });
  },
  HOUR_MS,
);

async function play(account: RestartedAccount, all: readonly Act[]): Promise<void> {
  const { held } = account;
  for (const act of all) {
    await act.run(held, account);
    await account.rest();
    await expectSame(held, account);
  }
}
