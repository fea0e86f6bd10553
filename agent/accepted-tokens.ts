/** Decides whether a mail server may ask by HTTP: with the relay token, or with the secret in its place. */
import { timingSafeEqual } from 'node:crypto';
import type { Credentials } from './settings/credentials.ts';

export class AcceptedTokens {
  #accepted: readonly Buffer[];

  constructor(credentials: Credentials) {
    this.#accepted = bytesOf(credentials);
  }

  change(credentials: Credentials): void {
    this.#accepted = bytesOf(credentials);
  }

  /** How long this takes tells no more of an accepted token than its length. */
  readonly accepts = (token: string): boolean => {
    const given = Buffer.from(token);
    return this.#accepted.some(
      (accepted) => accepted.length === given.length && timingSafeEqual(accepted, given),
    );
  };
}

function bytesOf({ token, secret }: Credentials): Buffer[] {
  return [token, secret].flatMap((text) => (text === undefined ? [] : Buffer.from(text)));
}
