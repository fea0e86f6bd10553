/** The columns of the table: the mail servers, and the codes that each gives a client. */
import type { Route } from './cases.ts';
import { findObstacle } from './describe-servers.ts';
import { startEximWithCurl, startEximWithDovecot } from './exim.ts';
import { findExim } from './exim-program.ts';
import { findHarakaObstacle, startHaraka } from './haraka.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startNginxMail } from './nginx.ts';
import { startPostfixWithDovecot } from './postfix-dovecot.ts';
import { startPostfixWithAgent, startPostfixWithPolicyd } from './postfix-policy.ts';

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
  /** It has an agent of its own, which knows by itself that no account can have some login. */
  readonly hasAgent?: boolean;
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

/** What Postfix says of the answers of its policy service. */
const POLICY = {
  asksAt: '/v1/check',
  obstacle: findObstacle(),
  refused: 554,
  undecided: 450,
} as const;
const POSTFIX: Column = {
  name: 'Postfix',
  start: startPostfixWithAgent,
  hasAgent: true,
  ...POLICY,
};
const EXIM = findExim() ?? 'exim4';

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

/** The columns of servers that ask the Worker themselves. */
export const COLUMNS: readonly Column[] = [DOVECOT, NGINX, ...OTHERS];

/** The columns of servers that ask an agent. Postfix asks it by its own protocol. */
export const AGENT_COLUMNS: readonly AgentColumn[] = [
  { ...DOVECOT, withoutAgent: 535 },
  { ...POSTFIX, withoutAgent: 451 },
  // The agent says for nginx that nobody can decide. Without an answer, nginx speaks for itself.
  { ...NGINX, undecided: 454, withoutAgent: NGINX.undecided },
  ...OTHERS.map((column) => ({ ...column, withoutAgent: column.undecided })),
];

/** One column for each server. Only Postfix has an agent of its own, which passes each question on. */
export const ASKERS: readonly Column[] = [DOVECOT, POSTFIX, NGINX, ...OTHERS];

/** The servers with the integrations of 0.2.0, which had a policy service of its own for Postfix. */
export const RELEASED_ASKERS: readonly Column[] = [
  DOVECOT,
  { name: 'policyd', start: startPostfixWithPolicyd, ...POLICY },
  NGINX,
  ...OTHERS,
];
