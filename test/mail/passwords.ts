/** No token, and nothing that a login or an address could hold. */
export const PASSWORD = 'Right-Passw0rd';
export const WRONG_PASSWORD = 'Wrong-Passw0rd';

/** Whether a password is in it, as it is or encoded, or a hash of one. */
export function holdsSecret(text: string): boolean {
  const secrets = [PASSWORD, WRONG_PASSWORD].flatMap((password) => [
    password,
    encodeURIComponent(password),
    ...(['base64', 'hex'] as const).map((encoding) => Buffer.from(password).toString(encoding)),
  ]);
  return /pwhash|password/i.test(text) || secrets.some((secret) => text.includes(secret));
}
