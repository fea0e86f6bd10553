/** Describes tests of sendgate-policyd that share one Worker and its front. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { LISTED } from '../mail/smtp-client.ts';
import { type Surroundings, startSurroundings } from '../mail/surroundings.ts';

const HOOK_MS = 60_000;

/** An account whose list has only LISTED. */
export const ACCOUNT = 'sender@example.test';

export function describePolicyd(name: string, tests: (worker: () => Surroundings) => void): void {
  describe(name, () => {
    let started: Surroundings | undefined;
    const worker = () => {
      if (!started) throw new Error('the Worker has not started');
      return started;
    };
    beforeAll(async () => {
      started = await startSurroundings();
      await started.api.createAccount(ACCOUNT);
      await started.api.addEntry(ACCOUNT, LISTED);
    }, HOOK_MS);
    beforeEach(() => void worker().front.takeQuestions());
    afterAll(() => started?.[Symbol.asyncDispose](), HOOK_MS);
    tests(worker);
  });
}
