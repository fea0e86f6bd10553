/** The mail servers: the columns of the table, and what each tells a client. */
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startPostfixWithDovecot } from './postfix-dovecot.ts';
import {
  startWithPolicydOnSocket,
  startWithPolicydOverTcp,
  startWithSpawnedPolicyd,
} from './postfix-policyd.ts';

export interface Column {
  readonly name: string;
  /** Beside Postfix and Dovecot. */
  readonly programs?: readonly string[];
  start(setup: ServerSetup): Promise<MailServer>;
  /** SMTP's code for an address that may not send. */
  readonly refused: number;
  /** While Sendgate can't say. */
  readonly undecided: number;
}

const POLICYD = { refused: 554, undecided: 450 };

export const COLUMNS: readonly Column[] = [
  { name: 'Postfix + Dovecot', start: startPostfixWithDovecot, refused: 535, undecided: 535 },
  { name: 'policyd, TCP', start: startWithPolicydOverTcp, ...POLICYD },
  { name: 'policyd, unix', start: startWithPolicydOnSocket, ...POLICYD },
  { name: 'policyd, spawn', start: startWithSpawnedPolicyd, ...POLICYD },
];
