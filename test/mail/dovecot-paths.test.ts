/**
 * A real Dovecot reads Sendgate's answers at the right path, below it, and at paths that are wrong.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeServers, findObstacle } from './describe-servers.ts';
import { startDovecot } from './dovecot.ts';
import { logInByPassword } from './dovecot-auth-client.ts';
import { PASSWORD, WRONG_PASSWORD } from './passwords.ts';
import { startPostfixWithDovecot } from './postfix-dovecot.ts';
import { LISTED, sendMail, UNLISTED } from './smtp-client.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

const HOOK_MS = 60_000;
const LOGIN = 'sender@example.test';
const PATH = '/v1/dovecot';

/**
 * Returns to Dovecot's own default, which lets everyone in on any error and any answer that it
 * can't read.
 */
const DEFAULT = { 'auth_policy_reject_on_fail = yes\n': '' };

describeServers('Dovecot', findObstacle(), () => {
  let surroundings: Surroundings;
  let folders = 0;

  beforeAll(async () => {
    surroundings = await startSurroundings();
    await surroundings.api.createAccount(LOGIN);
    await surroundings.api.addEntry(LOGIN, LISTED);
  }, HOOK_MS);
  afterAll(() => surroundings?.[Symbol.asyncDispose](), HOOK_MS);

  function setUp() {
    folders += 1;
    return surroundings.setUp(`server-${folders}`);
  }

  function pathsAsked(): (string | undefined)[] {
    return surroundings.front.takeQuestions().map(({ url }) => url);
  }

  describe('with auth_policy_reject_on_fail left out', () => {
    it('R1: at the right path the list holds', async () => {
      await using postfix = await startPostfixWithDovecot(setUp(), DEFAULT);
      const codes = [];
      for (const attempt of [
        { from: LISTED, password: PASSWORD },
        { from: UNLISTED, password: PASSWORD },
        { from: LISTED, password: WRONG_PASSWORD },
      ]) {
        const mail = { login: LOGIN, ...attempt };
        codes.push((await sendMail(postfix.port, surroundings.ca, mail)).code);
      }
      expect(codes).toEqual([250, 535, 535]);
    });

    it.each([
      ['/v1/dovecot/?', '/v1/dovecot/??command=allow'],
      ['/v1/dovecot/policy', '/v1/dovecot/policy?command=allow'],
    ])('%s lets no one in, not a listed client either', async (path, asked) => {
      await using postfix = await startPostfixWithDovecot(setUp(), { ...DEFAULT, [PATH]: path });
      pathsAsked();
      const mail = { login: LOGIN, from: LISTED, password: PASSWORD };
      expect(await sendMail(postfix.port, surroundings.ca, mail)).toMatchObject({ code: 535 });
      expect(pathsAsked()).toEqual([asked]);
    });

    it.each([
      ...['/v1/stalwart', '/v1/stalwart/x', '/v1/nginx-mail', '/v1/nginx-mail/x'],
      ...['/v1/forward-auth', '/v1/forward-auth/x', '/v1/check', '/v1/check/x'],
    ])('R1: “%s”, the path of another protocol, lets no one in', async (path) => {
      const setup = setUp();
      const socket = join(setup.directory, 'auth');
      const directory = join(setup.directory, 'dovecot');
      const changes = { ...DEFAULT, [PATH]: path };
      await using _ = await startDovecot({ ...setup, directory, socket, policy: setup, changes });
      pathsAsked();
      expect(await logInByPassword(socket, { login: LOGIN, from: LISTED })).toBe(false);
      expect(pathsAsked()).toEqual([`${path}?command=allow`]);
    });
  });

  describe('with auth_policy_reject_on_fail = yes, as published', () => {
    it.each([
      ...['/v1/dovecotx', '/v1//dovecot', '/v1/check', '/v1/check/x', '/v1/nginx-mail'],
      ...['/v1/nginx-mail/x', '/v1/forward-auth', '/v1/forward-auth/x', ''],
    ])('R1: “%s”, which is no path for Dovecot, lets no one in', async (path) => {
      const setup = setUp();
      const socket = join(setup.directory, 'auth');
      const directory = join(setup.directory, 'dovecot');
      const changes = { [PATH]: path };
      const options = { ...setup, directory, socket, policy: setup, changes };
      await using _ = await startDovecot(options);
      pathsAsked();
      expect(await logInByPassword(socket, { login: LOGIN, from: LISTED })).toBe(false);
      expect(pathsAsked()).toEqual([`${path || '/'}?command=allow`]);
    });
  });
});
