import type { ForwardedQuestion } from './worker-front.ts';

/** No token, and nothing that a login or an address could hold. */
export const PASSWORD = 'Right-Passw0rd';
export const WRONG_PASSWORD = 'Wrong-Passw0rd';

/** Says that there was one, and nothing of it. */
const PASSWORD_RIGHT = /"x-sendgate-password-right","1"/gi;

/** Whether a password is in a question, as it is or encoded, or so much as the name of one or of a hash. */
export function holdsSecret(question: ForwardedQuestion): boolean {
  const text = JSON.stringify(question);
  return /pwhash|password/i.test(text.replaceAll(PASSWORD_RIGHT, '')) || holdsPassword(text);
}

/** Whether a password is in it, as it is or encoded. */
export function holdsPassword(text: string): boolean {
  const secrets = [PASSWORD, WRONG_PASSWORD].flatMap((password) => [
    password,
    encodeURIComponent(password),
    ...(['base64', 'hex'] as const).map((encoding) => Buffer.from(password).toString(encoding)),
  ]);
  return secrets.some((secret) => text.includes(secret));
}
