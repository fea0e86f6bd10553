import { expect, it } from 'vitest';
import { UNLISTED } from '../mail/smtp-client.ts';
import { findHeader } from '../mail/worker-front.ts';
import { REFUSE } from './actions.ts';
import { ACCOUNT, describePolicyd } from './describe-policyd.ts';
import { PolicyClient } from './policy-client.ts';
import { flagsFor } from './policyd-flags.ts';
import { listeningPolicyd } from './policyd-process.ts';

const PASSWORD_RIGHT = 'x-sendgate-password-right';

const unlisted = { sasl_username: ACCOUNT, client_address: UNLISTED };

describePolicyd('what sendgate-policyd says of the password', (worker) => {
  it.each([
    ['PLAIN', '1'],
    ['LOGIN', '1'],
    ['SCRAM-SHA-256', '1'],
    ['', '1'],
    ['EXTERNAL', undefined],
    ['external', undefined],
    ['GSSAPI', undefined],
    ['GSS-SPNEGO', undefined],
    ['GS2-KRB5', undefined],
    ['ANONYMOUS', undefined],
    ['XCLIENT', undefined],
  ])('after a login by “%s” it says of the password: %s', async (sasl_method, said) => {
    await using policyd = await listeningPolicyd(flagsFor(worker()));
    using client = await PolicyClient.open(policyd.port);
    expect(await client.ask({ ...unlisted, sasl_method })).toBe(REFUSE);
    const questions = worker().front.takeQuestions();
    expect(questions.map((question) => findHeader(question, PASSWORD_RIGHT))).toEqual([said]);
  });

  it('a login by password is asked about though one without has been refused', async () => {
    await using policyd = await listeningPolicyd(flagsFor(worker()));
    using client = await PolicyClient.open(policyd.port);
    for (const sasl_method of ['EXTERNAL', 'PLAIN', 'PLAIN'])
      expect(await client.ask({ ...unlisted, sasl_method, instance: 'a1' })).toBe(REFUSE);
    const questions = worker().front.takeQuestions();
    const said = questions.map((question) => findHeader(question, PASSWORD_RIGHT));
    expect(said).toEqual([undefined, '1']);
  });
});
