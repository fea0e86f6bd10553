/** The whole way of a mail, all on loopback: client, Postfix, Dovecot, the front, the Worker. */
import { holdsSecret, PASSWORD } from './passwords.ts';
import { startPostfixWithDovecot } from './postfix-dovecot.ts';
import { type Attempt, type SmtpReply, sendMail } from './smtp-client.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';
import type { ForwardedQuestion } from './worker-front.ts';

export interface MailSystem extends Surroundings {
  /** The questions that held a password, its hash or an encoding of it. */
  secretsSeen(): ForwardedQuestion[];
  /** Tries to send with the right password, unless the attempt says otherwise. */
  send(attempt: Omit<Attempt, 'password'> & { readonly password?: string }): Promise<SmtpReply>;
}

export async function startMailSystem(): Promise<MailSystem> {
  await using started = new AsyncDisposableStack();
  const surroundings = started.use(await startSurroundings());
  const postfix = started.use(await startPostfixWithDovecot(surroundings.setUp('postfix')));
  const { front, ca } = surroundings;
  const running = started.move();
  return {
    ...surroundings,
    secretsSeen: () => front.questions.filter(holdsSecret),
    send: (attempt) =>
      sendMail(attempt.implicitTls ? postfix.implicitTlsPort : postfix.port, ca, {
        password: PASSWORD,
        ...attempt,
      }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
