/** The columns of the table: the mail servers, and the codes that each gives a client. */
import type { Route } from './cases.ts';
import { findObstacle } from './describe-servers.ts';
import { startEximWithCurl, startEximWithDovecot } from './exim.ts';
import { findExim } from './exim-program.ts';
import { findHarakaObstacle, startHaraka } from './haraka.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startNginxMail } from './nginx.ts';
import { startPostfixWithDovecot } from './postfix-dovecot.ts';
import {
  startWithAgent,
  startWithPolicydOnSocket,
  startWithPolicydOverTcp,
  startWithSpawnedPolicyd,
} from './postfix-policyd.ts';

export interface Column {
  readonly name: string;
  readonly asksAt: Route;
  /** The reason why the server can't be started here. */
  readonly obstacle: string | undefined;
  start(setup: ServerSetup): Promise<MailServer>;
  /** SMTP's code for an address that may not send. */
  readonly refused: number;
  /** SMTP's code while Sendgate gives no verdict. */
  readonly undecided: number;
  /** The server asks first, and has the password checked afterwards. */
  readonly asksFirst?: boolean;
  /** In this setup, clients may log in by a certificate. */
  readonly takesCertificates?: boolean;
  /** SMTP's code while the token is bad, if the server tells that apart. */
  readonly badToken?: number;
}

/** A server that asks an agent. */
export interface AgentColumn extends Column {
  /** SMTP's code while no agent runs. */
  readonly withoutAgent: number;
}

const POLICYD = {
  asksAt: '/v1/check',
  obstacle: findObstacle(),
  refused: 554,
  undecided: 450,
} as const;
const EXIM = findExim() ?? 'exim4';

/** The other two ways to reach policyd ask the same questions. */
const REPEATED = ['policyd, unix', 'policyd, spawn'];

const DOVECOT: Column = {
  name: 'Postfix + Dovecot',
  asksAt: '/v1/dovecot',
  obstacle: findObstacle(),
  start: startPostfixWithDovecot,
  refused: 535,
  undecided: 535,
};

const NGINX: Column = {
  name: 'nginx mail',
  asksAt: '/v1/nginx-mail',
  obstacle: findObstacle(['nginx']),
  start: startNginxMail,
  refused: 535,
  undecided: 451,
  badToken: 454,
  asksFirst: true,
};

/** Others that ask an agent as they ask the Worker. */
const OTHERS: readonly Column[] = [
  {
    name: 'Haraka',
    asksAt: '/v1/check',
    obstacle: findHarakaObstacle() ?? findObstacle(),
    start: startHaraka,
    refused: 550,
    undecided: 450,
    takesCertificates: true,
  },
  {
    name: 'Exim, curl',
    asksAt: '/v1/check',
    obstacle: findObstacle([EXIM, 'curl']),
    start: startEximWithCurl,
    refused: 550,
    undecided: 451,
    takesCertificates: true,
  },
  {
    name: 'Exim + Dovecot',
    asksAt: '/v1/dovecot',
    obstacle: findObstacle([EXIM]),
    start: startEximWithDovecot,
    refused: 535,
    undecided: 535,
  },
];

/** The columns of servers that ask the Worker. */
export const COLUMNS: readonly Column[] = [
  DOVECOT,
  NGINX,
  { name: 'policyd, TCP', start: startWithPolicydOverTcp, ...POLICYD },
  { name: 'policyd, unix', start: startWithPolicydOnSocket, ...POLICYD },
  { name: 'policyd, spawn', start: startWithSpawnedPolicyd, ...POLICYD },
  ...OTHERS,
];

/** The columns of servers that ask an agent. Postfix asks it by its own protocol. */
export const AGENT_COLUMNS: readonly AgentColumn[] = [
  { ...DOVECOT, withoutAgent: 535 },
  { name: 'Postfix', start: startWithAgent, ...POLICYD, withoutAgent: 451 },
  // The agent says for nginx that nobody can decide. Without an answer, nginx speaks for itself.
  { ...NGINX, undecided: 454, withoutAgent: NGINX.undecided },
  ...OTHERS.map((column) => ({ ...column, withoutAgent: column.undecided })),
];

/** Whether the column asks as no other one does. */
export function isAsker({ name }: Column): boolean {
  return !REPEATED.includes(name);
}

/** One column for each way of asking the Worker. */
export const ASKERS = COLUMNS.filter(isAsker);
