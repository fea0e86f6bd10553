/** Makes an account and tokens on the first run, to try Sendgate with. It uses the HTTP API like any client. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IssuedToken, ProblemDocument } from '../shared/api.ts';
import type { ProblemCode } from '../shared/problem.ts';
import { StartError } from './start-error.ts';

export const DEMONSTRATION = {
  account: 'demo@example.com',
  listed: '203.0.113.7',
  unlisted: '198.51.100.9',
} as const;

export const ACCOUNT_PATH = `/v1/accounts/${encodeURIComponent(DEMONSTRATION.account)}`;

export interface DemonstrationTokens {
  readonly relay: string;
  readonly manager: string;
}

export function isDemonstrated(stateDir: string): boolean {
  return existsSync(markerOf(stateDir));
}

/**
 * Notes that the demonstration is complete. Call it only after the tokens were shown: if a run was killed
 * before, the next run does it again.
 */
export function markDemonstrated(stateDir: string): void {
  writeFileSync(markerOf(stateDir), '');
}

/**
 * Makes the demonstration. It keeps what an earlier run made before it was killed, but the tokens are always
 * new.
 */
export async function provisionDemonstration(
  url: string,
  operatorToken: string,
): Promise<DemonstrationTokens> {
  const post = (path: string, body: object, fine?: ProblemCode) =>
    expectPosted(new URL(path, url), operatorToken, body, fine);
  const { account, listed } = DEMONSTRATION;
  await post('/v1/accounts', { account, note: 'Made by the first run' }, 'account-exists');
  const entry = { format: 'address', values: [listed], remark: 'The demonstration’s mail server' };
  await post(`${ACCOUNT_PATH}/allowlist/entries`, entry, 'duplicate-entry');
  const relay = await post('/v1/relay-tokens', { name: 'Demonstration' });
  const manager = await post(`${ACCOUNT_PATH}/tokens`, { role: 'manager', name: 'Demonstration' });
  return { relay: IssuedToken.parse(relay).token, manager: IssuedToken.parse(manager).token };
}

/** Posts a request. Throws a StartError if it is refused, unless the code of the refusal is `fine`. */
export async function expectPosted(
  url: URL,
  token: string,
  body: object,
  fine?: ProblemCode,
): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const content: unknown = await answer.json();
  if (answer.ok) return content;
  const problem = ProblemDocument.parse(content);
  if (problem.code === fine) return undefined;
  throw new StartError(`The demonstration can't be made: ${problem.detail}`);
}

function markerOf(stateDir: string): string {
  return join(stateDir, 'demonstrated');
}
