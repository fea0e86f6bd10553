import { expect, it } from 'vitest';
import { describeMail } from './describe-mail.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';

describeMail('what a change of the list does to the next login', (mail) => {
  async function codeFrom(address: string, login: string): Promise<number | undefined> {
    return (await mail().send({ from: address, login })).code;
  }

  async function accountWith(login: string, ...addresses: string[]): Promise<string[]> {
    await mail().api.createAccount(login);
    const ids: string[] = [];
    for (const address of addresses) ids.push(await mail().api.addEntry(login, address));
    return ids;
  }

  it('R6: the first entry turns the allowlist on', async () => {
    const login = 'first@example.test';
    await accountWith(login);
    expect(await codeFrom(UNLISTED, login)).toBe(250);
    await mail().api.addEntry(login, LISTED);
    expect(await codeFrom(UNLISTED, login)).toBe(535);
    expect(await codeFrom(LISTED, login)).toBe(250);
  });

  it('R7: an address just refused sends as soon as it is added', async () => {
    const login = 'added@example.test';
    await accountWith(login, LISTED);
    expect(await codeFrom(UNLISTED, login)).toBe(535);
    await mail().api.addEntry(login, UNLISTED);
    expect(await codeFrom(UNLISTED, login)).toBe(250);
  });

  it('R9: a deleted entry refuses its address', async () => {
    const login = 'deleted@example.test';
    const [, second] = await accountWith(login, LISTED, UNLISTED);
    expect(await codeFrom(UNLISTED, login)).toBe(250);
    await mail().api.deleteEntry(login, second ?? '');
    expect(await codeFrom(UNLISTED, login)).toBe(535);
    expect(await codeFrom(LISTED, login)).toBe(250);
  });

  it('R10: the last entry deleted lets every address send, a wrong password still none', async () => {
    const login = 'last@example.test';
    const [only] = await accountWith(login, LISTED);
    expect(await codeFrom(UNLISTED, login)).toBe(535);
    expect(await mail().api.deleteEntry(login, only ?? '')).toMatchObject({ mode: 'off' });
    expect(await codeFrom(UNLISTED, login)).toBe(250);
    const wrong = await mail().send({ from: UNLISTED, login, password: 'not-it' });
    expect(wrong).toMatchObject({ code: 535 });
  });

  it('R14: while it observes, it refuses no one', async () => {
    const login = 'observed@example.test';
    await accountWith(login, LISTED);
    await mail().api.setMode(login, 'observe');
    expect(await codeFrom(UNLISTED, login)).toBe(250);
    await mail().api.setMode(login, 'enforce');
    expect(await codeFrom(UNLISTED, login)).toBe(535);
  });
});
