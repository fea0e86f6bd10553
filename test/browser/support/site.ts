/**
 * The surroundings of a browser: the way to the deployment, its operator, and the providers'
 * consoles.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../extension/model/connection.ts';
import type { AccountRole, IssuedToken } from '../../../shared/api.ts';
import { EndpointFront } from './endpoint-front.ts';
import { Operator } from './operator.ts';
import { openConsoles, type ProviderConsole } from './provider-console.ts';

export interface Site extends AsyncDisposable {
  readonly operator: Operator;
  readonly front: EndpointFront;
  readonly console: ProviderConsole;
}

/** A new account for each test, and a token of it. */
export interface Access {
  readonly account: string;
  readonly token: IssuedToken;
}

let accounts = 0;

export async function openSite(url: string, operatorToken: string): Promise<Site> {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-site-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const front = opened.use(await EndpointFront.open(url));
  const console = opened.use(await openConsoles(folder));
  const operator = new Operator(url, operatorToken);
  const kept = opened.move();
  return { operator, front, console, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

export async function giveAccess(
  { operator }: Site,
  role: AccountRole,
  name = 'sender',
): Promise<Access> {
  accounts += 1;
  const account = `${name}-${process.pid}-${accounts}@example.com`;
  await operator.createAccount(account);
  return { account, token: await operator.issueToken(account, role, 'Ada') };
}

/** The connection that the options keep once they have tested a token. */
export function connectionOf(
  { front }: Pick<Site, 'front'>,
  { account, token }: Access,
): Connection {
  const { id, name, expiresAt } = token;
  const role = token.role === 'relay' ? 'checker' : token.role;
  return {
    id: 'deployment',
    endpoint: front.url,
    otherFamilyEndpoint: null,
    token: token.token,
    session: { role, account, tokenId: id, name, expiresAt },
    accounts: [account],
  };
}

export function operatorConnection({
  front,
  operator,
}: Pick<Site, 'front' | 'operator'>): Connection {
  const session = {
    role: 'operator',
    account: null,
    tokenId: 'operator',
    name: 'operator',
  } as const;
  return {
    id: 'deployment',
    endpoint: front.url,
    otherFamilyEndpoint: null,
    token: operator.token,
    session: { ...session, expiresAt: null },
    accounts: [],
  };
}
