/** SMTP line by line, for what no mail program would say in this order. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';

/** Says a line and gives the last line of the answer. */
export type Say = (line: string) => Promise<string>;

export interface Dialogue {
  readonly say: Say;
  /** STARTTLS, inside of TLS too; gives what the server answered, and greets it again where TLS began. */
  startTls(): Promise<string>;
  close(): void;
}

export interface Caller {
  readonly port: number;
  /** The authority whose certificates are trusted. */
  readonly ca: string;
  readonly from: string;
  /** What a proxy says before the server has said anything. */
  readonly proxyLine?: string;
}

/** Its TLS is up. */
export async function openDialogue(caller: Caller): Promise<Dialogue> {
  const dialogue = await openPlainDialogue(caller);
  await dialogue.startTls();
  return dialogue;
}

/** As it begins on a port with STARTTLS. */
export async function openPlainDialogue(caller: Caller): Promise<Dialogue> {
  const { port, ca, from, proxyLine } = caller;
  let socket: Socket = connect({ port, host: '127.0.0.1', localAddress: from });
  await once(socket, 'connect');
  if (proxyLine !== undefined) socket.write(`${proxyLine}\r\n`);
  let speaker = speakOver(socket);
  await speaker.answer();
  const greet = () => speaker.say('EHLO client.example.test');
  await greet();
  return {
    say: (line) => speaker.say(line),
    async startTls() {
      const answer = await speaker.say('STARTTLS');
      if (!answer.startsWith('220')) return answer;
      speaker.release();
      socket = connectTls({ socket, ca, servername: 'localhost' });
      await once(socket, 'secureConnect');
      speaker = speakOver(socket);
      await greet();
      return answer;
    },
    close: () => void socket.destroy(),
  };
}

function speakOver(socket: Socket) {
  // What breaks is seen by whoever waits for an answer.
  socket.on('error', () => {});
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
