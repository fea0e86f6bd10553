/** What the agent holds: copies of accounts and shared lists, and what the deployment said of itself. */
import type { Verdict } from '../../shared/decision.ts';
import type { FailMode } from '../../shared/fail-mode.ts';
import type { KnownAccount } from '../../worker/deciding/known-account.ts';
import type { AccountReplica } from '../../worker/replicas/replica-format.ts';

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
  | {
      readonly state: 'none';
      /**
       * The account of its domain, where the login has one of its own whose content is not known. It can close the
       * login, and open nothing.
       */
      readonly domain?: AccountReplica | undefined;
    };

export interface Copies {
  /** Finds what a complete synchronisation told. One that has not come to its end for the first time tells nothing. */
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
