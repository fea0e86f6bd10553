/**
 * The integrations that an operator installed from one release, with the Worker of another. The
 * mail servers are real.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Case, VERDICTS } from '../mail/cases.ts';
import { ASKERS, type Column, RELEASED_ASKERS } from '../mail/columns.ts';
import { describeServers } from '../mail/describe-servers.ts';
import { DOMAIN_CASES } from '../mail/domain-cases.ts';
import { LIST_CASES } from '../mail/list-cases.ts';
import { UNLISTED } from '../mail/smtp-client.ts';
import { type Surroundings, startSurroundings } from '../mail/surroundings.ts';
import { loginOf, testColumns } from '../mail/test-columns.ts';
import { startReleasedServer } from './released-server.ts';
import { RELEASES } from './releases.ts';

const HOOK_MS = 60_000;
/** An isolate reports what it saw within ten seconds. */
const TOLD_WITHIN = { timeout: 20_000, interval: 100 };
const REFUSED = 'R1: not listed';

for (const { name, folder } of RELEASES) {
  describeSurroundings(
    `integrations of ${name} before this Worker`,
    RELEASED_ASKERS,
    [...VERDICTS, ...DOMAIN_CASES, ...LIST_CASES],
    () => startSurroundings({ integrations: join(folder, 'integrations') }),
  );
  describeSurroundings(
    `integrations of this version before the Worker of ${name}`,
    ASKERS,
    VERDICTS,
    () => startSurroundings({ startWorker: (options) => startReleasedServer(folder, options) }),
  );
}

function describeSurroundings(
  name: string,
  columns: readonly Column[],
  cases: readonly Case[],
  start: () => Promise<Surroundings>,
): void {
  describe(name, () => {
    let started: Surroundings | undefined;
    const surroundings = () => {
      if (!started) throw new Error('nothing has started');
      return started;
    };
    beforeAll(async () => {
      started = await start();
    }, HOOK_MS);
    afterAll(() => started?.[Symbol.asyncDispose](), HOOK_MS);

    for (const column of columns)
      describeServers(column.name, column.obstacle, () => {
        testColumns([column], cases, { surroundings });
        // A server that asks before it has the password checked can't know.
        if (column.asksFirst) return;
        it('a refusal after the right password is told as a leak', async () => {
          const at = cases.findIndex(({ title }) => title === REFUSED);
          await vi.waitFor(async () => {
            const alerts = await surroundings().api.readAlerts(loginOf(column, at));
            expect(alerts).toMatchObject([{ kind: 'leaked-password', address: UNLISTED }]);
          }, TOLD_WITHIN);
        });
      });
  });
}
