/** What the first run leaves behind to try Sendgate with, made through the HTTP API like any client would. */
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

/** Only once its tokens were shown: a run that was killed before is made up for by the next. */
export function markDemonstrated(stateDir: string): void {
  writeFileSync(markerOf(stateDir), '');
}

/** Takes over what an earlier run, killed half way, has made; the tokens are always new. */
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

/** Throws a StartError when it is refused, but for a refusal that is `fine`. */
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
