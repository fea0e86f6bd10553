/** A session that is open while its address is taken off the list. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ASKERS, type Column } from './columns.ts';
import { describeServers } from './describe-servers.ts';
import type { MailServer } from './mail-server.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';
import { openDialogue } from './smtp-dialogue.ts';
import { SmtpSession } from './smtp-session.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

const HOOK_MS = 60_000;
const MAIL = [
  'MAIL FROM:<sender@example.test>',
  'RCPT TO:<recipient@example.test>',
  'DATA',
  'Subject: hello\r\n\r\nhello\r\n.',
];

for (const column of ASKERS)
  describeServers(column.name, column.obstacle, () => testColumn(column));

function testColumn({ start, asksAt }: Column): void {
  const login = 'sender@example.test';
  let surroundings: Surroundings;
  let server: MailServer;

  beforeAll(async () => {
    surroundings = await startSurroundings();
    server = await start(surroundings.setUp('server'));
  }, HOOK_MS);
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await surroundings?.[Symbol.asyncDispose]();
  }, HOOK_MS);

  const asksEachMail = asksAt === '/v1/check';
  const what = asksEachMail ? 'sends no further mail' : 'sends until it ends, and not in another';
  it(`R9: ${what}`, async () => {
    const { api, ca } = surroundings;
    const caller = { port: server.port, ca, from: UNLISTED };
    await api.createAccount(login);
    await api.addEntry(login, LISTED);
    const entry = await api.addEntry(login, UNLISTED);
    using session = new SmtpSession(await openDialogue(caller));
    await session.logIn(login);
    expect(await session.say(...MAIL), session.last).toBe(true);
    await api.deleteEntry(login, entry);
    expect(await session.say(...MAIL), session.last).toBe(!asksEachMail);
    using next = new SmtpSession(await openDialogue(caller));
    await next.logIn(login);
    expect(await next.say(...MAIL)).toBe(false);
  });
}
