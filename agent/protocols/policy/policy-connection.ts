/** One connection from Postfix. Requests are answered one by one, in their order. */
import type { Socket } from 'node:net';
import type { Answered, Ask } from '../../deciding/answer.ts';
import { describeAnswer, type ListenerLog } from '../describe-answer.ts';
import { CANNOT_BE_ASKED, PASS, TRY_LATER } from './policy-action.ts';
import { actionFor, readPolicyQuestion } from './policy-question.ts';
import { PolicyReader, type PolicyRequest } from './policy-reader.ts';

/**
 * The time for which an answer is remembered. A client may send a message slowly, and a removal from the list
 * must still have an effect on it.
 */
const REMEMBERED_MS = 60_000;

/**
 * Answers are collected up to this length before they are sent, and must be taken before more is read. So answers
 * can't pile up in memory.
 */
const MAX_UNSENT_CHARACTERS = 16 * 1024;

/** After so many answers in one go, the other connections have their turn. Postfix sends one request at a time. */
const MAX_IN_A_ROW = 16;

export interface PolicyParts {
  readonly ask: Ask;
  /** In milliseconds. */
  readonly now: () => number;
  readonly log: ListenerLog;
}

/** The message that the last answer was about. */
interface Remembered {
  readonly instance: string;
  readonly address: string;
  readonly account: string;
  readonly method: string | undefined;
  readonly action: string;
  readonly at: number;
}

export class PolicyConnection {
  readonly #parts;
  readonly #socket;
  readonly #reader = new PolicyReader();
  #remembered: Remembered | undefined;
  #isAsking = false;
  /** Whether answers wait to be taken. */
  #isFull = false;
  /** Whether the other connections have their turn. */
  #isYielding = false;
  #isLast = false;
  #hasEnded = false;

  constructor(socket: Socket, parts: PolicyParts) {
    this.#parts = parts;
    this.#socket = socket;
    // The code that reads or writes the socket notices the error.
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      this.#reader.push(chunk as Buffer);
      if (!this.#isBusy) this.#answerAll();
    });
    socket.on('end', () => {
      this.#hasEnded = true;
      if (!this.#isBusy) socket.destroySoon();
    });
    socket.on('drain', () => {
      this.#isFull = false;
      this.#goOn();
    });
  }

  get #isBusy(): boolean {
    return this.#isAsking || this.#isFull || this.#isYielding;
  }

  /** Makes the question that is being answered the last one. */
  stop(): void {
    this.#isLast = true;
    if (!this.#isBusy) this.#socket.destroySoon();
  }

  #goOn(): void {
    if (this.#isBusy || this.#socket.destroyed) return;
    if (this.#isLast) return void this.#socket.destroySoon();
    this.#answerAll();
    if (this.#isBusy) return;
    if (this.#hasEnded) this.#socket.destroySoon();
    else this.#socket.resume();
  }

  /** Answers what has come, as long as answers are there at once and are taken, and it is this connection's turn. */
  #answerAll(): void {
    try {
      this.#answerSome();
    } catch (error) {
      this.#parts.log('connection ended', { why: String((error as Error).message) });
      this.#socket.destroy();
    }
  }

  #answerSome(): void {
    let said = '';
    for (let count = 0; count < MAX_IN_A_ROW && said.length < MAX_UNSENT_CHARACTERS; count++) {
      const request = this.#reader.next();
      const action = request && this.#answer(request);
      if (typeof action === 'string') {
        said += `action=${action}\n\n`;
        continue;
      }
      if (said !== '') this.#write(said);
      if (action) this.#await(action);
      return;
    }
    this.#write(said);
    this.#yield();
  }

  #yield(): void {
    this.#isYielding = true;
    this.#socket.pause();
    setImmediate(() => {
      this.#isYielding = false;
      this.#goOn();
    });
  }

  #await(action: Promise<string>): void {
    this.#isAsking = true;
    this.#socket.pause();
    void action.then((late) => {
      this.#isAsking = false;
      this.#send(late);
      this.#goOn();
    });
  }

  #send(action: string): void {
    if (!this.#socket.destroyed) this.#write(`action=${action}\n\n`);
  }

  /** Reads nothing more until the answers are taken. */
  #write(text: string): void {
    if (this.#socket.write(text)) return;
    this.#isFull = true;
    this.#socket.pause();
  }

  #answer(request: PolicyRequest | 'unreadable'): string | Promise<string> {
    // A question that was answered for this message is not even read.
    if (request !== 'unreadable') {
      const known = this.#findRemembered(request);
      if (known !== undefined) return known;
    }
    const reading = readPolicyQuestion(request);
    if (reading.kind === 'no-login') return PASS;
    if (reading.kind === 'bad-request') {
      this.#parts.log('refused', reading.facts);
      return CANNOT_BE_ASKED;
    }
    const answered = this.#parts.ask(reading.question);
    return answered instanceof Promise
      ? answered.then(
          (late) => this.#conclude(request as PolicyRequest, late),
          () => TRY_LATER,
        )
      : this.#conclude(request as PolicyRequest, answered);
  }

  #conclude(request: PolicyRequest, answered: Answered): string {
    const action = actionFor(answered);
    const said = describeAnswer(answered);
    const { instance, sasl_username: account = '', client_address: address = '' } = request;
    if (said) this.#parts.log(said.event, { account, address, why: said.why });
    if (instance !== undefined) {
      const at = this.#parts.now();
      this.#remembered = { instance, address, account, method: request.sasl_method, action, at };
    }
    return action;
  }

  /** Finds the answer to the same question. Postfix asks for each recipient of a message. */
  #findRemembered(request: PolicyRequest): string | undefined {
    const known = this.#remembered;
    return known !== undefined &&
      known.instance === request.instance &&
      known.address === request.client_address &&
      known.account === request.sasl_username &&
      known.method === request.sasl_method &&
      request.request === 'smtpd_access_policy' &&
      this.#parts.now() - known.at < REMEMBERED_MS
      ? known.action
      : undefined;
  }
}
