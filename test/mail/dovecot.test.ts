import { beforeAll, expect, it } from 'vitest';
import { describeMail } from './describe-mail.ts';
import { WRONG_PASSWORD } from './passwords.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';

describeMail('Postfix with Dovecot', (mail) => {
  const login = 'sender@example.test';

  beforeAll(async () => {
    await mail().api.createAccount(login);
    await mail().api.addEntry(login, LISTED);
  });

  it('R1: one question a login, in words of its own', async () => {
    expect(await mail().send({ from: LISTED, login })).toMatchObject({ code: 250 });
    const questions = mail().front.takeQuestions();
    expect(questions.map(({ url }) => url)).toEqual(['/v1/dovecot?command=allow']);
    expect(questions.map(({ body }) => JSON.parse(body))).toEqual([
      { login, remote: LISTED, protocol: 'smtp', mech: 'PLAIN', tls: false },
    ]);
  });

  it('R1: both hold where TLS comes first, and for LOGIN', async () => {
    const attempt = { login, implicitTls: true, method: 'LOGIN' } as const;
    expect(await mail().send({ ...attempt, from: LISTED })).toMatchObject({ code: 250 });
    expect(await mail().send({ ...attempt, from: UNLISTED })).toMatchObject({ code: 535 });
  });

  it('a refused client reads what a wrong password reads', async () => {
    const refused = await mail().send({ from: UNLISTED, login });
    const wrong = await mail().send({ from: UNLISTED, login, password: WRONG_PASSWORD });
    expect(refused.text).toBe(wrong.text);
  });

  it('a login in other letters is the same account', async () => {
    const shouted = 'Sender@EXAMPLE.test';
    expect(await mail().send({ from: LISTED, login: shouted })).toMatchObject({ code: 250 });
    expect(await mail().send({ from: UNLISTED, login: shouted })).toMatchObject({ code: 535 });
    const bodies = mail()
      .front.takeQuestions()
      .map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([{ login: shouted }, { login: shouted }]);
  });
});
