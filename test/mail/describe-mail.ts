/** Real mail servers, or one line that says what is missing; where CI is set, missing is failing. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailSystem, startMailSystem } from './mail-system.ts';

const NEEDED = ['postfix', 'postconf', 'dovecot', 'openssl'];

const HOOK_MS = 60_000;

/** Tests that share one mail system; whatever they do, no password may have reached the Worker. */
export function describeMail(name: string, tests: (mail: () => MailSystem) => void): void {
  const obstacle = findObstacle();
  if (obstacle === undefined) {
    describe(name, () => withMailSystem(tests));
    return;
  }
  const line = `mail tests left out (${name}): ${obstacle}`;
  if (process.env.CI) {
    it(name, () => {
      throw new Error(line);
    });
    return;
  }
  process.stderr.write(`${line}\n`);
  describe.skip(name, () => void it(line, () => {}));
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
    expect([...new Set(fields)].sort()).toEqual(['login', 'protocol', 'remote', 'tls']);
    expect(mail().secretsSeen()).toEqual([]);
  });
}

function findObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'Postfix can only be started by root';
  const missing = NEEDED.filter((command) => !isInstalled(command));
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const version = execFileSync('dovecot', ['--version'], { encoding: 'utf8' });
  if (!version.startsWith('2.3.')) return `Dovecot 2.3 is wanted, here is ${version.trim()}`;
  return undefined;
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
