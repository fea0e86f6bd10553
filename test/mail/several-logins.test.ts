/**
 * A session may see several logins. A mail goes out only if the list of the login that sends it
 * allows the address.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ASKERS, type Column } from './columns.ts';
import { describeServers } from './describe-servers.ts';
import type { MailServer } from './mail-server.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';
import { type Caller, openDialogue, openPlainDialogue } from './smtp-dialogue.ts';
import { SmtpSession } from './smtp-session.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

const HOOK_MS = 60_000;

/** The list of this login is off, so it may send from anywhere. */
const OPEN = 'open@example.test';
/** This login may send from LISTED alone. */
const GUARDED = 'guarded@example.test';

const MAIL = [
  'MAIL FROM:<sender@example.test>',
  'RCPT TO:<recipient@example.test>',
  'DATA',
  'Subject: hello\r\n\r\nhello\r\n.',
];

let started: Surroundings | undefined;

beforeAll(async () => {
  started = await startSurroundings();
  await started.api.createAccount(OPEN);
  await started.api.createAccount(GUARDED);
  await started.api.addEntry(GUARDED, LISTED);
}, HOOK_MS);
afterAll(() => started?.[Symbol.asyncDispose](), HOOK_MS);

for (const column of ASKERS)
  describeServers(column.name, column.obstacle, () => testColumn(column));

function testColumn({ name, start }: Column): void {
  let server: MailServer | undefined;

  beforeAll(async () => {
    server = await start(surroundings().setUp(name.toLowerCase().replaceAll(/[^a-z]+/g, '-')));
  }, HOOK_MS);
  afterAll(() => server?.[Symbol.asyncDispose](), HOOK_MS);

  function caller(): Caller {
    return { port: server?.port ?? 0, ca: surroundings().ca, from: UNLISTED };
  }

  it.each([
    [0, 'MAIL'],
    [1, 'RCPT'],
    [2, 'DATA'],
  ])('R1: a second login, after %i lines of a mail, is no way round its list', async (lines) => {
    using session = new SmtpSession(await openDialogue(caller()));
    await session.logIn(OPEN);
    expect(await session.say(...MAIL.slice(0, lines))).toBe(true);
    await session.logIn(GUARDED);
    expect(await session.say(...MAIL.slice(lines)), session.last).toBe(session.login === OPEN);
  });

  it('R1: a login after a refused one is judged by its own list', async () => {
    using session = new SmtpSession(await openDialogue(caller()));
    await session.logIn(GUARDED);
    expect(await session.say(...MAIL)).toBe(false);
    await session.say('RSET');
    await session.logIn(OPEN);
    expect(await session.say(...MAIL), session.last).toBe(session.login === OPEN);
  });

  it.each([
    ['after a login in the clear', openPlainDialogue],
    ['inside of TLS', openDialogue],
  ])('R1: TLS that begins %s is no way round a list', async (_where, open) => {
    using session = new SmtpSession(await open(caller()));
    await session.logIn(OPEN);
    await session.startTls();
    await session.logIn(GUARDED);
    expect(await session.say(...MAIL), session.last).toBe(session.login === OPEN);
  });

  it.each(['before', 'after'])(
    'R1: XCLIENT of a client, %s a login, is not believed',
    async (when) => {
      using session = new SmtpSession(await openDialogue(caller()));
      if (when === 'after') await session.logIn(OPEN);
      // A proxy says here which client it has let in, and from which address.
      expect(await session.say(`XCLIENT ADDR=${LISTED} LOGIN=${GUARDED}`)).toBe(false);
      expect(session.last).toMatch(/^5/);
    },
  );
}

function surroundings(): Surroundings {
  if (!started) throw new Error('nothing has started');
  return started;
}
