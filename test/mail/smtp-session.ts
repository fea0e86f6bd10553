/** A dialogue that remembers which login the server has accepted. */
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

  /** The last line of the server; empty if the server ended the session instead. */
  get last(): string {
    return this.#last;
  }

  /** Logs in with the right password. */
  async logIn(login: string): Promise<void> {
    const response = Buffer.from(`\0${login}\0${PASSWORD}`).toString('base64');
    if (await this.say(`AUTH PLAIN ${response}`)) this.#login = login;
  }

  /** Logs in by a certificate. The server reads the login from this command alone. */
  async logInByCertificate(login: string): Promise<void> {
    const response = Buffer.from(login).toString('base64');
    if (await this.say(`AUTH EXTERNAL ${response}`)) this.#login = login;
  }

  /** Starts TLS. If the server agrees, nobody is logged in any more. */
  async startTls(): Promise<void> {
    this.#last = await this.#dialogue.startTls().catch(() => '');
    if (/^(220|$)/.test(this.#last)) this.#login = undefined;
  }

  /** Says the lines until the server does not agree. Returns whether it agreed to all of them. */
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
