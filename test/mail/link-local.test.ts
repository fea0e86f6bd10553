import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServers, findObstacle } from './describe-servers.ts';
import { findHarakaObstacle, HARAKA_PROXY, startHaraka } from './haraka.ts';
import type { MailServer } from './mail-server.ts';
import { openDialogue } from './smtp-dialogue.ts';
import { SmtpSession } from './smtp-session.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

const LOGIN = 'next-door@example.test';

// Haraka alone names the zone of a link-local client: Postfix, Exim and nginx leave it out themselves.
describeServers('Haraka, of link-local clients', findHarakaObstacle() ?? findObstacle(), () => {
  let surroundings: Surroundings | undefined;
  let haraka: MailServer | undefined;

  beforeAll(async () => {
    surroundings = await startSurroundings();
    await surroundings.api.createAccount(LOGIN);
    await surroundings.api.addSegment(LOGIN, 'fe80::/64');
    haraka = await startHaraka(surroundings.setUp('haraka'));
  }, 60_000);
  afterAll(async () => {
    await haraka?.[Symbol.asyncDispose]();
    await surroundings?.[Symbol.asyncDispose]();
  }, 60_000);

  it.each([
    ['fe80::1%eth0', 'fe80::1', /^250 /],
    ['fe80:1::1%eth0', 'fe80:1::1', /^550 .*may not send from this address/],
    ['2001:db8::1%eth0', '2001:db8::1%eth0', /^550 .*cannot be checked from this address/],
  ])('%s is asked about as %s', async (client, asked, answer) => {
    const proxyLine = `PROXY TCP6 ${client} ::1 40000 587`;
    const { port } = haraka ?? { port: 0 };
    const caller = { port, ca: surroundings?.ca ?? '', from: HARAKA_PROXY, proxyLine };
    using session = new SmtpSession(await openDialogue(caller));
    await session.logIn(LOGIN);
    surroundings?.front.takeQuestions();
    await session.say(`MAIL FROM:<${LOGIN}>`);
    expect(session.last).toMatch(answer);
    const questions = surroundings?.front.takeQuestions().map(({ body }) => JSON.parse(body));
    expect(questions).toEqual([{ account: LOGIN, address: asked }]);
  });
});
