/** Postfix's end of the policy protocol. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export function requestOf(attributes: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ request: 'smtpd_access_policy', ...attributes });
  return `${lines.map(([name, value]) => `${name}=${value}\n`).join('')}\n`;
}

export class PolicyClient implements Disposable {
  readonly socket: Socket;
  readonly #answers: AsyncGenerator<string, void>;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.#answers = answersOf(socket);
  }

  /** Connects to a port on 127.0.0.1, or to a socket's path. */
  static async open(target: number | string): Promise<PolicyClient> {
    const socket =
      typeof target === 'number' ? connect(target, '127.0.0.1') : connect({ path: target });
    await once(socket, 'connect');
    return new PolicyClient(socket);
  }

  async ask(attributes: Readonly<Record<string, string>>): Promise<string | undefined> {
    this.socket.write(requestOf(attributes));
    return await this.next();
  }

  /** Returns the next answer's action; undefined if the connection ended instead. */
  async next(): Promise<string | undefined> {
    const { value } = await this.#answers.next();
    return value ?? undefined;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

async function* answersOf(socket: Socket): AsyncGenerator<string, void> {
  let pending = '';
  try {
    for await (const chunk of socket.setEncoding('utf8')) {
      pending += chunk;
      for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
        yield pending.slice(0, end).replace(/^action=/, '');
        pending = pending.slice(end + 2);
      }
    }
  } catch {
    // The other side has ended the connection, in whatever way.
  }
}
