/** A dialogue that keeps in mind as whom the server takes its client. */
import { PASSWORD } from './passwords.ts';
import type { Dialogue } from './smtp-dialogue.ts';

export class SmtpSession {
  readonly #dialogue: Dialogue;
  #login: string | undefined;
  #last = '';

  constructor(dialogue: Dialogue) {
    this.#dialogue = dialogue;
  }

  /** The last login that the server accepted in this session. */
  get login(): string | undefined {
    return this.#login;
  }

  /** What the server said last; empty when it ended the session instead. */
  get last(): string {
    return this.#last;
  }

  /** With the right password. */
  async logIn(login: string): Promise<void> {
    const response = Buffer.from(`\0${login}\0${PASSWORD}`).toString('base64');
    if (await this.say(`AUTH PLAIN ${response}`)) this.#login = login;
  }

  /** By a certificate, of which these servers only hear. */
  async logInByCertificate(login: string): Promise<void> {
    const response = Buffer.from(login).toString('base64');
    if (await this.say(`AUTH EXTERNAL ${response}`)) this.#login = login;
  }

  /** Where the server agrees, nobody has logged in. */
  async startTls(): Promise<void> {
    this.#last = await this.#dialogue.startTls().catch(() => '');
    if (/^(220|$)/.test(this.#last)) this.#login = undefined;
  }

  /** Whether the server agreed to each line; the first to which it did not is the last that is said. */
  async say(...lines: string[]): Promise<boolean> {
    for (const line of lines) {
      this.#last = await this.#dialogue.say(line).catch(() => '');
      if (!/^[23]/.test(this.#last)) return false;
    }
    return true;
  }

  [Symbol.dispose](): void {
    this.#dialogue.close();
  }
}
