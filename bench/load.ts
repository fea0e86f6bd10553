/** Asks a server over kept connections, one question at a time on each, and reads every answer. */
import { connect, type Socket } from 'node:net';

export interface Protocol {
  /**
   * Returns the end of the answer that begins at `from`, or -1 if the answer is not complete. Throws if the
   * answer is wrong.
   */
  endOf(received: Buffer, from: number): number;
}

export interface LoadOptions {
  readonly port: number;
  readonly protocol: Protocol;
  /** The questions. They are asked in turn, again and again. */
  readonly questions: readonly Buffer[];
  readonly connections: number;
  /** Whether each question opens a connection, for a server that closes the connection after its answer. */
  readonly reconnects?: boolean;
}

export interface Answered {
  readonly answers: number;
  readonly seconds: number;
  /** The milliseconds to each answer, ascending. */
  readonly latencies: Float64Array;
}

interface Connection {
  socket: Socket;
  received: Buffer;
  askedAt: number;
  /** Whether an answer has come on it. */
  used: boolean;
}

const NOTHING = Buffer.alloc(0);

export class Load implements Disposable {
  readonly #options: LoadOptions;
  readonly #connections: readonly Connection[];
  #next = 0;
  #latencies: number[] = [];
  #onAnswer: (connection: Connection) => void = () => undefined;
  #onFailure: (error: Error) => void = () => undefined;

  private constructor(options: LoadOptions, sockets: readonly Socket[]) {
    this.#options = options;
    this.#connections = sockets.map((socket) => {
      const connection = { socket, received: NOTHING, askedAt: 0, used: false };
      this.#listen(connection);
      return connection;
    });
  }

  static async connect(options: LoadOptions): Promise<Load> {
    const sockets = Array.from({ length: options.connections }, () => {
      const socket = open(options.port);
      return new Promise<Socket>((resolve, reject) => {
        socket.once('connect', () => resolve(socket)).once('error', reject);
      });
    });
    return new Load(options, await Promise.all(sockets));
  }

  /** Asks again on each connection as soon as its answer has come. */
  saturate(milliseconds: number): Promise<Answered> {
    return this.#run((end) => {
      const until = performance.now() + milliseconds;
      let asking = this.#connections.length;
      this.#onAnswer = (connection) => {
        if (performance.now() < until) this.#ask(connection, performance.now());
        else if (--asking === 0) end();
      };
      for (const connection of this.#connections) this.#ask(connection, performance.now());
    });
  }

  /**
   * Asks at the given moments (see moments.ts), even if answers are late. If no connection is free, the
   * question waits for one, and that time counts.
   */
  pace(moments: readonly number[]): Promise<Answered> {
    return this.#run((end, fail) => {
      const startedAt = performance.now();
      const total = moments.length;
      const free = [...this.#connections];
      const due: number[] = [];
      let scheduled = 0;
      let answered = 0;
      const askDue = () => {
        while (due.length > 0 && free.length > 0) {
          // This takes the connection that was idle longest, because a server closes connections that are idle
          // for some seconds.
          const connection = free.shift();
          if (connection) this.#ask(connection, due.shift() ?? 0);
        }
      };
      this.#onAnswer = (connection) => {
        free.push(connection);
        askDue();
        if (++answered === total) end();
      };
      // A timer is late by a millisecond or more. So the client, which has its own core, watches the clock in a
      // loop.
      const watch = () => {
        if (fail()) return;
        for (; scheduled < total; scheduled++) {
          const at = startedAt + (moments[scheduled] ?? 0);
          if (at > performance.now()) break;
          due.push(at);
        }
        askDue();
        if (scheduled < total || due.length > 0) setImmediate(watch);
      };
      watch();
    });
  }

  [Symbol.dispose](): void {
    this.#onFailure = () => undefined;
    for (const { socket } of this.#connections) socket.destroy();
  }

  async #run(start: (end: () => void, hasFailed: () => boolean) => void): Promise<Answered> {
    this.#latencies = [];
    const startedAt = performance.now();
    let failed = false;
    await new Promise<void>((resolve, reject) => {
      this.#onFailure = (error) => {
        failed = true;
        reject(error);
      };
      start(resolve, () => failed);
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const latencies = Float64Array.from(this.#latencies).sort();
    return { answers: latencies.length, seconds, latencies };
  }

  #listen(connection: Connection): void {
    const { socket } = connection;
    socket.on('data', (chunk) => this.#read(connection, chunk));
    socket.on('error', (error) => this.#onFailure(error));
    socket.on('close', () => {
      const isDone = this.#options.reconnects && (connection.used || connection.socket !== socket);
      if (!isDone) this.#onFailure(new Error('the server closed a connection'));
    });
  }

  #ask(connection: Connection, at: number): void {
    const { questions, port, reconnects } = this.#options;
    // A server closes connections that are idle for some seconds, for example during the rounds of other
    // subjects.
    if (connection.socket.destroyed || (reconnects && connection.used)) {
      connection.socket.destroy();
      connection.socket = open(port);
      connection.used = false;
      this.#listen(connection);
    }
    connection.askedAt = at;
    connection.socket.write(questions[this.#next] ?? NOTHING);
    this.#next = (this.#next + 1) % questions.length;
  }

  #read(connection: Connection, chunk: Buffer): void {
    const received =
      connection.received.length === 0 ? chunk : Buffer.concat([connection.received, chunk]);
    try {
      const end = this.#options.protocol.endOf(received, 0);
      connection.received = end < 0 ? received : received.subarray(end);
      if (end < 0) return;
    } catch (error) {
      this.#onFailure(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    connection.used = true;
    this.#latencies.push(performance.now() - connection.askedAt);
    this.#onAnswer(connection);
  }
}

function open(port: number): Socket {
  return connect({ port, host: '127.0.0.1', noDelay: true });
}

/** Returns the latency within which this share of the answers came. */
export function percentile(latencies: Float64Array, share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
}
