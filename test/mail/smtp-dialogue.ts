/** SMTP line by line, for what no mail program would say in this order. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';

/** An open dialogue, its TLS up: says a line and gives the last line of the answer. */
export type Say = (line: string) => Promise<string>;

export async function openDialogue(
  port: number,
  ca: string,
  from: string,
): Promise<{ readonly say: Say; close(): void }> {
  const plain = connect({ port, host: '127.0.0.1', localAddress: from });
  await once(plain, 'connect');
  const before = speakOver(plain);
  await before.answer();
  await before.say('EHLO client.example.test');
  await before.say('STARTTLS');
  before.release();
  const secure = connectTls({ socket: plain, ca, servername: 'localhost' });
  await once(secure, 'secureConnect');
  const { say } = speakOver(secure);
  await say('EHLO client.example.test');
  return { say, close: () => void secure.destroy() };
}

function speakOver(socket: Socket) {
  const reader = createInterface({ input: socket });
  const lines = reader[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('the server ended the connection');
      // A dash follows the code on every line but the last.
      if (/^\d{3}(?!-)/.test(value)) return value;
    }
  };
  const say: Say = (line) => {
    socket.write(`${line}\r\n`);
    return answer();
  };
  return { say, answer, release: () => reader.close() };
}
