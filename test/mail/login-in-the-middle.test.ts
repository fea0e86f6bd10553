import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServers } from './describe-servers.ts';
import { findHarakaObstacle, startHaraka } from './haraka.ts';
import type { MailServer } from './mail-server.ts';
import { PASSWORD } from './passwords.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';
import { openDialogue } from './smtp-dialogue.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

const LOGIN = 'sender@example.test';
const AUTH = `AUTH PLAIN ${Buffer.from(`\0${LOGIN}\0${PASSWORD}`).toString('base64')}`;

describeServers(
  'Haraka, which takes a login at any point of a message',
  findHarakaObstacle(),
  () => {
    let surroundings: Surroundings | undefined;
    let haraka: MailServer | undefined;

    beforeAll(async () => {
      surroundings = await startSurroundings();
      await surroundings.api.createAccount(LOGIN);
      await surroundings.api.addEntry(LOGIN, LISTED);
      haraka = await startHaraka(surroundings.setUp('haraka'));
    }, 60_000);
    afterAll(async () => {
      await haraka?.[Symbol.asyncDispose]();
      await surroundings?.[Symbol.asyncDispose]();
    }, 60_000);

    async function open(from: string) {
      return await openDialogue({ port: haraka?.port ?? 0, ca: surroundings?.ca ?? '', from });
    }

    it('R1: who logs in after MAIL is judged at RCPT', async () => {
      for (const [from, code] of [
        [UNLISTED, /^550 .*may not send from this address/],
        [LISTED, /^250 /],
      ] as const) {
        const { say, close } = await open(from);
        expect(await say(`MAIL FROM:<${LOGIN}>`)).toMatch(/^250 /);
        expect(await say(AUTH)).toMatch(/^235 /);
        expect(await say('RCPT TO:<recipient@example.test>')).toMatch(code);
        close();
      }
    });

    it('R1: who logs in by a plugin that tells the name alone is judged by it', async () => {
      for (const [from, code] of [
        [UNLISTED, /^550 .*may not send from this address/],
        [LISTED, /^250 /],
      ] as const) {
        const { say, close } = await open(from);
        expect(await say(`AUTH OWN ${Buffer.from(LOGIN).toString('base64')}`)).toMatch(/^235 /);
        expect(await say(`MAIL FROM:<${LOGIN}>`)).toMatch(code);
        close();
      }
    });

    it('who has not logged in is left to the other plugins', async () => {
      const { say, close } = await open(UNLISTED);
      expect(await say(`MAIL FROM:<${LOGIN}>`)).toMatch(/^250 /);
      expect(await say('RCPT TO:<recipient@example.test>')).toMatch(/^550 .*cannot deliver/i);
      close();
    });
  },
);
