import type { ForwardedQuestion } from './worker-front.ts';

/** A text that occurs in no token, no login and no address. */
export const PASSWORD = 'Right-Passw0rd';
export const WRONG_PASSWORD = 'Wrong-Passw0rd';

/** A header, and a field of an agent’s, say that the password was right, and nothing more of it. */
const PASSWORD_RIGHT = /"x-sendgate-password-right","1"|\\"passwordWasRight\\":(?:true|false)/gi;

/**
 * Whether a question holds a password, plain or encoded, or even the name of a password or a hash.
 */
export function holdsSecret(question: ForwardedQuestion): boolean {
  const text = JSON.stringify(question);
  return /pwhash|password/i.test(text.replaceAll(PASSWORD_RIGHT, '')) || holdsPassword(text);
}

/** Whether the text holds a password, plain or encoded. */
export function holdsPassword(text: string): boolean {
  const secrets = [PASSWORD, WRONG_PASSWORD].flatMap((password) => [
    password,
    encodeURIComponent(password),
    ...(['base64', 'hex'] as const).map((encoding) => Buffer.from(password).toString(encoding)),
  ]);
  return secrets.some((secret) => text.includes(secret));
}
