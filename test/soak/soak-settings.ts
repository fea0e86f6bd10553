/**
 * The length and the load of the soak, from the environment. The default is ten minutes at a light
 * load.
 */
export const OPERATOR_TOKEN = 'an-operator-token-for-the-soak-only-0123456789';

export const MINUTES = positive('SOAK_MINUTES', 10);
export const REQUESTS_A_SECOND = positive('SOAK_RATE', 200);
export const ACCOUNTS = 20;

export function positive(name: string, fallback: number): number {
  const text = process.env[name];
  const value = text ? Number(text) : fallback;
  if (value > 0 && Number.isFinite(value)) return value;
  process.stderr.write(`${name} must be a number above 0, not "${text}".\n`);
  process.exit(2);
}
