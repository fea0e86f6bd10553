import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeServers, findObstacle } from './describe-servers.ts';
import { startDovecot } from './dovecot.ts';
import { logInByCertificate, logInByPassword } from './dovecot-auth-client.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

const HOOK_MS = 60_000;
/** A leak is reported at once, so this is enough even when many programs share the machine. */
const RAISED_WITHIN = { timeout: 10_000, interval: 50 };

describeServers('Dovecot, of logins by a certificate', findObstacle(), () => {
  let surroundings: Surroundings;
  let dovecot: AsyncDisposable;
  let socket: string;

  beforeAll(async () => {
    surroundings = await startSurroundings();
    const setup = surroundings.setUp('dovecot');
    socket = join(setup.directory, 'auth');
    const directory = join(setup.directory, 'dovecot');
    dovecot = await startDovecot({ ...setup, directory, socket, policy: setup });
  }, HOOK_MS);
  afterAll(async () => {
    await dovecot?.[Symbol.asyncDispose]();
    await surroundings?.[Symbol.asyncDispose]();
  }, HOOK_MS);

  async function accountWithList(login: string): Promise<string> {
    await surroundings.api.createAccount(login);
    await surroundings.api.addEntry(login, LISTED);
    return login;
  }

  it('R1: the list holds for them, too, and Sendgate is told how the client logged in', async () => {
    const login = await accountWithList('certified@example.test');
    surroundings.front.takeQuestions();
    expect(await logInByCertificate(socket, { login, from: LISTED })).toBe(true);
    expect(await logInByCertificate(socket, { login, from: UNLISTED })).toBe(false);
    const bodies = surroundings.front.takeQuestions().map(({ body }) => JSON.parse(body));
    const question = { login, protocol: 'smtp', mech: 'EXTERNAL', tls: true };
    expect(bodies).toEqual([
      { ...question, remote: LISTED },
      { ...question, remote: UNLISTED },
    ]);
  });

  it('a refusal after one raises no alert, one after the right password does', async () => {
    const login = await accountWithList('careful@example.test');
    const { api } = surroundings;
    expect(await logInByCertificate(socket, { login, from: UNLISTED })).toBe(false);
    // The later login raises an alert. The alerts of before would have come with it, so there were
    // none.
    const later = '127.0.0.4';
    expect(await logInByPassword(socket, { login, from: later })).toBe(false);
    await vi.waitFor(
      async () => expect(await api.readAlerts(login)).not.toEqual([]),
      RAISED_WITHIN,
    );
    const raised = await api.readAlerts(login);
    expect(raised).toMatchObject([{ kind: 'leaked-password', address: later }]);
  });
});
