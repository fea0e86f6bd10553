/** Speaks SMTP line by line, in an order that no mail program would choose. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';

/** Says a line, and returns the last line of the answer. */
export type Say = (line: string) => Promise<string>;

export interface Dialogue {
  readonly say: Say;
  /**
   * Says STARTTLS, also inside of TLS. Returns the server's answer, and greets the server again
   * once TLS is up.
   */
  startTls(): Promise<string>;
  close(): void;
}

export interface Caller {
  readonly port: number;
  /** The authority whose certificates the client trusts. */
  readonly ca: string;
  readonly from: string;
  /** The line that a proxy sends before the server has said anything. */
  readonly proxyLine?: string;
}

/** Opens a dialogue whose TLS is up. */
export async function openDialogue(caller: Caller): Promise<Dialogue> {
  const dialogue = await openPlainDialogue(caller);
  await dialogue.startTls();
  return dialogue;
}

/** Opens a dialogue without TLS, as on a port with STARTTLS. */
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
  // The reader that waits for an answer sees what breaks.
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
