import { beforeAll, expect, it } from 'vitest';
import { makeAuthority } from './certificates.ts';
import { describeMail } from './describe-mail.ts';
import type { Fault } from './policy-front.ts';
import { LISTED } from './smtp-client.ts';

describeMail('what fails refuses: reject_on_fail = yes', (mail) => {
  const login = 'sender@example.test';

  beforeAll(async () => {
    await mail().api.createAccount(login);
    await mail().api.addEntry(login, LISTED);
  });

  async function sendFromListed(): Promise<number | undefined> {
    return (await mail().send({ from: LISTED, login })).code;
  }

  it.each<[string, Fault]>([
    ['500', 'status-500'],
    ['401', 'status-401'],
    ['200 and no JSON', 'garbage'],
    ['204 and nothing', 'empty'],
    ['later than Dovecot waits', 'late'],
    ['and is asked with a bad token', 'bad-token'],
  ])('refused when the Worker answers %s', async (_, fault) => {
    mail().front.fault = fault;
    expect(await sendFromListed()).toBe(535);
    expect(mail().front.takeQuestions()).not.toEqual([]);
    mail().front.fault = 'none';
    expect(await sendFromListed()).toBe(250);
  });

  it('refused when the Worker is down, accepted when it is back', async () => {
    await mail().front.stop();
    expect(await sendFromListed()).toBe(535);
    await mail().front.resume();
    expect(await sendFromListed()).toBe(250);
  });

  it('refused when the certificate is of another authority', async () => {
    const stranger = makeAuthority(mail().certificates, 'stranger').issue('other-ca', [
      'localhost',
    ]);
    mail().front.present(stranger);
    expect(await sendFromListed()).toBe(535);
    expect(mail().front.takeQuestions()).toEqual([]);
    mail().front.present(mail().authority.issue('renewed', ['localhost']));
    expect(await sendFromListed()).toBe(250);
  });

  it('refused when the certificate is of another host', async () => {
    mail().front.present(mail().authority.issue('other-host', ['other.example.com']));
    expect(await sendFromListed()).toBe(535);
    expect(mail().front.takeQuestions()).toEqual([]);
    mail().front.present(mail().authority.issue('right-host', ['localhost']));
    expect(await sendFromListed()).toBe(250);
  });
});
