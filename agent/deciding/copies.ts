/** What the agent holds: copies of accounts and shared lists, and what the deployment said of itself. */
import type { Verdict } from '../../shared/decision.ts';
import type { KnownAccount } from '../../worker/deciding/known-account.ts';

export type FailMode = 'closed' | 'open';

/** The settings of the deployment, as the Worker last told them. */
export interface DeploymentSettings {
  readonly failMode: FailMode;
  /** The verdict for a login without an account (R2). */
  readonly unknownAccounts: Verdict;
  readonly dovecotRefusalMessage: string;
}

/** The copy that decides for a login. */
export type FoundCopy =
  /** The login's own account, or the one of its domain. */
  | { readonly state: 'live'; readonly known: KnownAccount; readonly isUnreadable: boolean }
  /** The login's own account was deleted, and its domain has none. */
  | { readonly state: 'deleted' }
  | { readonly state: 'none' };

export interface Copies {
  find(login: string): FoundCopy;
  /**
   * How long ago the last complete synchronisation began, in milliseconds. It is Infinity if there was none, or if
   * the clocks can't tell.
   */
  ageMs(): number;
  /** The time that expiries are held to: the own clock, or the Worker's if that is later. */
  now(): number;
  /** Undefined as long as nothing was heard. */
  readonly deployment: DeploymentSettings | undefined;
  /** Notes that the Worker decided by this revision of the account. A copy that is older is brought up to date at once. */
  noteRevision(account: string, revision: number): void;
}
