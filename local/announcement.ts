/** What `npm start` says. */
import type { Result } from '../shared/result.ts';
import { ACCOUNT_PATH, DEMONSTRATION, type DemonstrationTokens } from './demonstration.ts';

export interface Announced {
  readonly url: string;
  readonly stateDir: string;
}

export interface FirstRun extends Announced {
  readonly tokens: DemonstrationTokens;
  /** Undefined: it came from OPERATOR_TOKEN, and is not for this output to repeat. */
  readonly operatorToken: string | undefined;
}

export function announceFirstRun({ url, stateDir, tokens, operatorToken }: FirstRun): string {
  const { account, listed, unlisted } = DEMONSTRATION;
  const body = JSON.stringify({ format: 'address', values: [unlisted] });
  return `${announce({ url, stateDir })}
${account} is there to try it with: it may send from ${listed} alone.
These tokens are shown this once.

  operator  ${operatorToken ?? 'the one in OPERATOR_TOKEN'}
  relay     ${tokens.relay}
  manager   ${tokens.manager}

May ${account} send from ${listed}? Allowed:

  ${curl(tokens.relay, checkUrl(url, listed))}

From ${unlisted}? Refused:

  ${curl(tokens.relay, checkUrl(url, unlisted))}

Add ${unlisted} to the list; ask again, and it is allowed:

  ${curl(tokens.manager, `${url}${ACCOUNT_PATH}/allowlist/entries`, body)}

Ctrl-C ends it.
`;
}

export interface LaterRun extends Announced {
  /** If this run made it. */
  readonly newOperatorToken: string | undefined;
}

export function announceLaterRun({ newOperatorToken, ...announced }: LaterRun): string {
  return `${announce(announced)}
The tokens were printed on the first run. To start afresh, end it and delete that folder.
${newOperatorToken ? announceOperatorToken(newOperatorToken) : ''}Ctrl-C ends it.
`;
}

function announceOperatorToken(token: string): string {
  return `The operator has a new token, since the last run had one from OPERATOR_TOKEN. It is shown this once.

  operator  ${token}

`;
}

export function announceExtension(url: string, built: Result<string, string>): string {
  if (!built.ok)
    return `\nThe browser extension could not be built; all else works.\n${built.error}\n`;
  return `
The browser extension is in ${built.value}

  Chrome and Edge: on chrome://extensions turn on "Developer mode", "Load unpacked", choose that folder.
  In its options enter ${url} and the manager's token.
`;
}

function announce({ url, stateDir }: Announced): string {
  return `Sendgate listens on ${url} and keeps its state in ${stateDir}\n`;
}

function checkUrl(url: string, address: string): string {
  return `${url}/v1/check?account=${encodeURIComponent(DEMONSTRATION.account)}&address=${address}`;
}

function curl(token: string, url: string, json?: string): string {
  const body = json ? ` -H 'Content-Type: application/json' -d '${json}'` : '';
  return `curl -H 'Authorization: Bearer ${token}'${body} '${url}'`;
}
