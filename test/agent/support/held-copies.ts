/** Copies that a test holds in memory, with a clock that the test sets. */
import type { Copies, DeploymentSettings, FoundCopy } from '../../../agent/deciding/copies.ts';
import { findDomainAccount } from '../../../shared/account-id.ts';
import type { AccountReplica } from '../../../worker/replicas/replica-format.ts';

export class HeldCopies implements Copies {
  age = 0;
  time = Date.UTC(2026, 10, 30);
  deployment: DeploymentSettings | undefined = {
    failMode: 'closed',
    unknownAccounts: 'deny',
    dovecotRefusalMessage: '',
  };
  readonly noted: (readonly [string, number])[] = [];
  readonly #accounts = new Map<string, AccountReplica>();

  hold(account: AccountReplica): void {
    this.#accounts.set(account.account, account);
  }

  find(login: string): FoundCopy {
    const account = this.#accounts.get(login) ?? this.#accounts.get(findDomainAccount(login) ?? '');
    if (account === undefined) return { state: 'none' };
    return { state: 'live', known: { account, lists: [] }, isUnreadable: false };
  }

  ageMs(): number {
    return this.age;
  }

  now(): number {
    return this.time;
  }

  noteRevision(account: string, revision: number): void {
    this.noted.push([account, revision]);
  }
}
