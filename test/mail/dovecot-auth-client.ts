/**
 * Dovecot's own protocol for questions about a login, as its login services and mail servers speak
 * it.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { PASSWORD } from './passwords.ts';

export interface DovecotLogin {
  readonly login: string;
  /** The client's address. */
  readonly from: string;
  readonly password?: string;
}

/** Logs in with a password, and returns whether Dovecot accepts it. */
export async function logInByPassword(
  socket: string,
  { login, from, password = PASSWORD }: DovecotLogin,
): Promise<boolean> {
  const response = Buffer.from(`\0${login}\0${password}`).toString('base64');
  return await ask(socket, 'PLAIN', [`rip=${from}`, 'secured=tls', `resp=${response}`]);
}

/** Logs in by a certificate that the asker has verified, and that holds the name. */
export async function logInByCertificate(
  socket: string,
  { login, from }: DovecotLogin,
): Promise<boolean> {
  const certificate = ['valid-client-cert', `cert_username=${login}`];
  return await ask(socket, 'EXTERNAL', [`rip=${from}`, 'secured=tls', ...certificate, 'resp=']);
}

async function ask(socket: string, mechanism: string, facts: string[]): Promise<boolean> {
  const connection = connect(socket);
  await once(connection, 'connect');
  try {
    connection.write(`VERSION\t1\t2\nCPID\t${process.pid}\n`);
    for await (const line of createInterface({ input: connection })) {
      const [word] = line.split('\t');
      if (word === 'DONE')
        connection.write(`${['AUTH', '1', mechanism, 'service=smtp', ...facts].join('\t')}\n`);
      if (word === 'OK' || word === 'FAIL') return word === 'OK';
    }
    throw new Error('Dovecot ended the connection');
  } finally {
    connection.destroy();
  }
}
