/** Sends one mail with a login, from a chosen loopback address. */
import { isIPv6 } from 'node:net';
import { createTransport } from 'nodemailer';

export const LISTED = '127.0.0.2';
export const UNLISTED = '127.0.0.3';

export interface Attempt {
  readonly from: string;
  readonly login: string;
  readonly password: string;
  readonly method?: 'PLAIN' | 'LOGIN';
  /** TLS from the first byte, as on port 465. */
  readonly implicitTls?: boolean;
  readonly recipients?: readonly string[];
}

export interface SmtpReply {
  /** SMTP's code: 250 when the mail was taken, 535 when the login was not. */
  readonly code: number | undefined;
  readonly text: string;
}

export async function sendMail(port: number, ca: string, attempt: Attempt): Promise<SmtpReply> {
  const transport = createTransport({
    host: isIPv6(attempt.from) ? '::1' : '127.0.0.1',
    port,
    localAddress: attempt.from,
    secure: attempt.implicitTls ?? false,
    requireTLS: true,
    tls: { ca, servername: 'localhost' },
    auth: { user: attempt.login, pass: attempt.password },
    authMethod: attempt.method ?? 'PLAIN',
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  try {
    const sent = await transport.sendMail({
      from: 'sender@example.test',
      to: [...(attempt.recipients ?? ['recipient@example.test'])],
      subject: 'hello',
      text: 'hello',
    });
    return outcomeOf(sent.response);
  } catch (error) {
    if (error instanceof Error && 'response' in error && typeof error.response === 'string')
      return outcomeOf(error.response);
    throw error;
  } finally {
    transport.close();
  }
}

function outcomeOf(response: string): SmtpReply {
  const code = /^\d{3}/.exec(response)?.[0];
  return { code: code === undefined ? undefined : Number(code), text: response };
}
