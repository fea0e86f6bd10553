/**
 * Describes tests that share one Postfix with Dovecot. Whatever they do, no password may have
 * reached the Worker.
 */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeServers, findObstacle } from './describe-servers.ts';
import { type MailSystem, startMailSystem } from './mail-system.ts';

const HOOK_MS = 60_000;

export function describeMail(name: string, tests: (mail: () => MailSystem) => void): void {
  describeServers(name, findObstacle(), () => withMailSystem(tests));
}

function withMailSystem(tests: (mail: () => MailSystem) => void): void {
  let system: MailSystem | undefined;
  const mail = () => {
    if (system === undefined) throw new Error('the mail system has not started');
    return system;
  };
  beforeAll(async () => {
    system = await startMailSystem();
  }, HOOK_MS);
  beforeEach(() => void mail().front.takeQuestions());
  afterAll(() => system?.[Symbol.asyncDispose](), HOOK_MS);

  tests(mail);

  it('no password and no hash of one left the mail server', () => {
    const { front } = mail();
    const fields = front.questions.flatMap(({ body }) => Object.keys(JSON.parse(body)));
    expect([...new Set(fields)].sort()).toEqual(['login', 'mech', 'protocol', 'remote', 'tls']);
    expect(mail().secretsSeen()).toEqual([]);
  });
}
