/** The texts that `npm start` prints. */
import type { Result } from '../shared/result.ts';
import type { LocalAgent } from './agent.ts';
import { ACCOUNT_PATH, DEMONSTRATION, type DemonstrationTokens } from './demonstration.ts';

export const STARTING =
  'Sendgate starts: the Worker is bundled and loaded, which takes some seconds…\n';
export const BUILDING_EXTENSION = '\nThe browser extension is being built…\n';
export const HOW_TO_END = '\nCtrl-C ends it.\n';

export interface Announced {
  readonly url: string;
  readonly stateDir: string;
  /** The file that has the operator's token. It is undefined if the token came from OPERATOR_TOKEN. */
  readonly tokenFile: string | undefined;
}

export interface FirstRun extends Announced {
  readonly tokens: DemonstrationTokens;
  /**
   * The operator's token. It is undefined if it came from OPERATOR_TOKEN: the output must not repeat it
   * then.
   */
  readonly operatorToken: string | undefined;
}

export function announceFirstRun({ tokens, operatorToken, ...announced }: FirstRun): string {
  const { account, listed, unlisted } = DEMONSTRATION;
  const { url } = announced;
  const body = JSON.stringify({ format: 'address', values: [unlisted] });
  return `${announce(announced)}
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
${announceNext(announced)}`;
}

export interface LaterRun extends Announced {
  /** The operator's token, if this run made it. */
  readonly newOperatorToken: string | undefined;
}

export function announceLaterRun({ newOperatorToken, ...announced }: LaterRun): string {
  return `${announce(announced)}${newOperatorToken ? announceOperatorToken(newOperatorToken) : ''}
The tokens were printed on the first run. If you no longer have one, issue another.
${announceNext(announced)}`;
}

function announceOperatorToken(token: string): string {
  return `
The operator has a new token, since the last run had one from OPERATOR_TOKEN. It is shown this once.

  operator  ${token}
`;
}

export function announceAgent(url: string, started: Result<LocalAgent, string>): string {
  if (!started.ok) return `\nThe agent could not be started; all else works.\n${started.error}\n`;
  const { addresses, tokenFile } = started.value;
  const http = addresses.filter((address) => address.startsWith('http:'));
  const token = `$(cat '${tokenFile}')`;
  const asked = http.map(
    (address) => `
  curl -H "Authorization: Bearer ${token}" '${checkUrl(address, DEMONSTRATION.listed)}'
  npm run --silent agent -- --status --url ${url} --token-file '${tokenFile}' --listen ${new URL(address).host}
`,
  );
  return `
An agent listens on ${addresses.join(' and ')}, as it would beside your mail server. It goes on allowing
who is listed when Sendgate can't be reached: agent/README.md. Its relay token is in
${tokenFile}
${asked.length > 0 ? `\nAsk it; and ask what it holds:\n${asked.join('')}` : ''}`;
}

export function announceExtension(url: string, built: Result<string, string>): string {
  if (!built.ok)
    return `The browser extension could not be built; all else works.\n${built.error}\n`;
  return `The browser extension is in ${built.value}

  Chrome and Edge: on chrome://extensions turn on "Developer mode", "Load unpacked", choose that folder.
  In its options enter ${url} and the manager's token.
`;
}

function announce({ url, stateDir }: Announced): string {
  return `Sendgate listens on ${url} and keeps its state in ${stateDir}\n`;
}

function announceNext({ url, tokenFile }: Announced): string {
  const operator = tokenFile === undefined ? '$OPERATOR_TOKEN' : `$(cat '${tokenFile}')`;
  const issue = (path: string, body: object) =>
    `curl -H "Authorization: Bearer ${operator}" -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' '${url}${path}'`;
  return `
To have a mail server ask, give it a relay token and an address of this server: Dovecot takes ${url}/v1/dovecot.
integrations/dovecot/README.md has the configuration; README.md lists the other mail servers.

A new token for a mail server, and one for the manager of ${DEMONSTRATION.account}:

  ${issue('/v1/relay-tokens', { name: 'mx1' })}
  ${issue(`${ACCOUNT_PATH}/tokens`, { role: 'manager', name: 'Ada' })}
`;
}

function checkUrl(url: string, address: string): string {
  return `${url}/v1/check?account=${encodeURIComponent(DEMONSTRATION.account)}&address=${address}`;
}

function curl(token: string, url: string, json?: string): string {
  const body = json ? ` -H 'Content-Type: application/json' -d '${json}'` : '';
  return `curl -H 'Authorization: Bearer ${token}'${body} '${url}'`;
}
