/**
 * A server that asks only after a login has succeeded says so. A refusal then shows that a password
 * has leaked.
 */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ASKERS, type Column } from './columns.ts';
import { describeServers } from './describe-servers.ts';
import type { MailServer } from './mail-server.ts';
import { PASSWORD, WRONG_PASSWORD } from './passwords.ts';
import { LISTED, sendMail, UNLISTED } from './smtp-client.ts';
import { openDialogue } from './smtp-dialogue.ts';
import { SmtpSession } from './smtp-session.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';
import { findHeader } from './worker-front.ts';

const HOOK_MS = 60_000;
const LOGIN = 'sender@example.test';
const MAIL = [`MAIL FROM:<${LOGIN}>`, 'RCPT TO:<recipient@example.test>'];

let started: Surroundings | undefined;

beforeAll(async () => {
  started = await startSurroundings();
  await started.api.createAccount(LOGIN);
  await started.api.addEntry(LOGIN, LISTED);
}, HOOK_MS);
beforeEach(() => void surroundings().front.takeQuestions());
afterAll(() => started?.[Symbol.asyncDispose](), HOOK_MS);

for (const column of ASKERS)
  if (column.asksAt === '/v1/check')
    describeServers(column.name, column.obstacle, () => testColumn(column));

function testColumn({ name, start, refused, takesCertificates }: Column): void {
  let server: MailServer | undefined;

  beforeAll(async () => {
    server = await start(surroundings().setUp(name.toLowerCase().replaceAll(/[^a-z]+/g, '-')));
  }, HOOK_MS);
  afterAll(() => server?.[Symbol.asyncDispose](), HOOK_MS);

  it.each(['PLAIN', 'LOGIN'] as const)('a login by %s has shown the password', async (method) => {
    const attempt = { login: LOGIN, method, password: PASSWORD };
    const { ca } = surroundings();
    const sent = await sendMail(server?.port ?? 0, ca, { ...attempt, from: LISTED });
    const other = await sendMail(server?.port ?? 0, ca, { ...attempt, from: UNLISTED });
    expect([sent.code, other.code]).toEqual([250, refused]);
    expect(said()).toEqual(['1', '1']);
    const wrong = { ...attempt, from: UNLISTED, password: WRONG_PASSWORD };
    expect(await sendMail(server?.port ?? 0, ca, wrong)).toMatchObject({ code: 535 });
    expect(said()).toEqual([]);
  });

  if (!takesCertificates) return;
  it('a login by a certificate has shown none', async () => {
    const { ca } = surroundings();
    using session = new SmtpSession(
      await openDialogue({ port: server?.port ?? 0, ca, from: UNLISTED }),
    );
    await session.logInByCertificate(LOGIN);
    expect(session.login).toBe(LOGIN);
    expect(await session.say(...MAIL)).toBe(false);
    expect(session.last).toMatch(new RegExp(`^${refused} `));
    expect(said()).toEqual([undefined]);
  });
}

/** The header on the password, from each question since the last call. */
function said(): (string | undefined)[] {
  const questions = surroundings().front.takeQuestions();
  return questions.map((question) => findHeader(question, 'x-sendgate-password-right'));
}

function surroundings(): Surroundings {
  if (!started) throw new Error('nothing has started');
  return started;
}
