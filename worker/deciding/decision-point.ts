/**
 * The policy decision point. It loads the list, decides, confirms a refusal and applies the fail mode. It never
 * throws.
 *
 * A login's own account decides; without one, the account of its domain does (R19). An allow is answered from the
 * replicas. A refusal is confirmed at the objects, so that a stale copy does not refuse an address that was just
 * added. If nothing can be read, the fail mode decides: fail-mode.ts.
 */

import { findDomainAccount, isDomainAccount } from '../../shared/account-id.ts';
import type * as api from '../../shared/api.ts';
import type { ClientAddress } from '../../shared/client-address.ts';
import type { DecisionReason, Verdict } from '../../shared/decision.ts';
import type { CheckCall } from '../platform/check-call.ts';
import { type Configuration, expectConfiguration } from '../platform/configuration.ts';
import type { Env } from '../platform/env.ts';
import { PacedLog } from '../platform/paced-log.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import { AccountKeys, accountReplicas, relayReplicas } from '../replicas/edge-replicas.ts';
import { MissingKeys } from '../replicas/missing-keys.ts';
import { relayTokensKey } from '../replicas/relay-tokens.ts';
import type { AccountReplica } from '../replicas/replica-format.ts';
import { FailedAuthentications } from '../tokens/failed-authentications.ts';
import { AccountReader, type ConfirmedAccount, type FoundAccount } from './account-reader.ts';
import {
  type AccountAsker,
  type Asker,
  AskerVerifier,
  isEnforcementPoint,
  type RelayAsker,
  type VerifiedAsker,
} from './asker.ts';
import { type Remembered, verdictUnread } from './fail-mode.ts';
import { allowFrom, decideFrom, type KnownAccount } from './known-account.ts';
import { type Postpone, SenderRecorder } from './sender-recorder.ts';

export type Verdicted = api.Decision | 'forbidden';

/** A check that memory alone does not allow. `key` is the id of the object of the login's own account. */
interface Question {
  readonly asker: VerifiedAsker;
  readonly key: string;
  readonly login: string;
  readonly address: ClientAddress;
}

/** The account of a login's domain, as copies have it. */
interface DomainAccount {
  readonly key: string;
  readonly found: FoundAccount;
}

export class DecisionPoint {
  readonly configuration: Configuration;
  readonly log = new PacedLog();
  readonly failures;
  readonly #accounts;
  readonly #relays;
  readonly #relaysKey;
  readonly #keys;
  readonly #missing = new MissingKeys();
  readonly #reader;
  readonly #verifier;
  readonly #senders;

  constructor(env: Env, postpone?: Postpone) {
    this.configuration = expectConfiguration(env);
    this.#accounts = accountReplicas(env);
    this.#relays = relayReplicas(env);
    this.#relaysKey = relayTokensKey(env);
    this.#keys = new AccountKeys(env);
    this.#reader = new AccountReader(this.#accounts, this.#keys);
    this.failures = new FailedAuthentications(env, this.log);
    this.#verifier = new AskerVerifier(env, this.#accounts, this.#relays, this.failures);
    this.#senders = new SenderRecorder(
      (key, report) => env.ACCOUNTS.get(env.ACCOUNTS.idFromString(key)).recordActivity(report),
      postpone,
    );
  }

  /** Verifies a token. It returns at once, without a promise, if memory alone proves that the token is good. */
  verify(
    token: string | undefined,
    headers: RequestHeaders,
    call: CheckCall,
  ): Asker | Promise<Asker> {
    return this.#verifier.verify(token, headers, call);
  }

  /**
   * Decides at once if memory alone allows, because a promise would cost a tenth of the check. The result is
   * 'forbidden' if the asker may not ask about this login. It records each verdict that an enforcement point
   * gets from a list.
   */
  decide(
    asker: VerifiedAsker,
    login: string,
    address: ClientAddress,
    call: CheckCall,
  ): Verdicted | Promise<Verdicted> {
    const key = this.#keys.of(login);
    if (asker.kind === 'unverifiable') return this.#unavailable({ asker, key, login, address });
    if (asker.kind === 'account' && asker.objectId !== key && !isOfDomain(asker, login))
      return 'forbidden';
    // Nobody logs in as a whole domain. An admin may ask what its list would answer.
    if (isDomainAccount(login) && isEnforcementPoint(asker)) return this.#unknown(login, address);
    return this.#decideKeyed(asker, key, login, address, call);
  }

  /** Decides for the account of the asker itself, where no login is named. */
  decideOwn(
    asker: AccountAsker,
    address: ClientAddress,
    call: CheckCall,
  ): Verdicted | Promise<Verdicted> {
    return this.#decideKeyed(asker, asker.objectId, asker.account, address, call);
  }

  #decideKeyed(
    asker: RelayAsker | AccountAsker,
    key: string,
    login: string,
    address: ClientAddress,
    call: CheckCall,
  ): Verdicted | Promise<Verdicted> {
    const now = call.startedAt;
    const held = this.#reader.findHeld(key, now) ?? this.#findHeldDomain(key, login, now);
    const allowed = held && allowFrom(held, login, address, now);
    if (!allowed) return this.#readAndDecide({ asker, key, login, address }, call);
    return this.#conclude(asker, allowed, call);
  }

  /** Without an account of its own, which memory must know, the login has the account of its domain. */
  #findHeldDomain(key: string, login: string, now: number): KnownAccount | undefined {
    if (!this.#missing.has(key, now) || this.#accounts.knows(key)) return undefined;
    const domain = findDomainAccount(login);
    return domain === undefined ? undefined : this.#reader.findHeld(this.#keys.of(domain), now);
  }

  async #readAndDecide(
    question: Question & { readonly asker: RelayAsker | AccountAsker },
    call: CheckCall,
  ): Promise<Verdicted> {
    return this.#conclude(question.asker, await this.#read(question, call), call);
  }

  /** Records the decision. A token of a domain's account says nothing about a login that has an account of its own. */
  #conclude(asker: RelayAsker | AccountAsker, decision: api.Decision, call: CheckCall): Verdicted {
    const { decidedBy } = decision;
    if (decidedBy === null) return decision;
    if (asker.kind === 'account' && asker.account !== decidedBy) return 'forbidden';
    if (isEnforcementPoint(asker))
      this.#senders.record(this.#keys.of(decidedBy), asker.tokenId, decision, call);
    return decision;
  }

  async #read(question: Question, call: CheckCall): Promise<api.Decision> {
    const { key, login, address } = question;
    const own = await this.#reader.find(key, call);
    if (own.state === 'missing') this.#missing.add(key, Date.now());
    if (hasOwn(own)) this.#missing.delete(key);
    const allowed = own.state === 'found' && allowFrom(own.content, login, address, Date.now());
    if (allowed) return allowed;
    const domain = hasOwn(own) ? undefined : await this.#findDomain(login, own, call);
    if (own.state === 'missing' && domain?.found.state === 'found') {
      const byDomain = allowFrom(domain.found.content, login, address, Date.now());
      if (byDomain) return byDomain;
    }
    // Both are asked at once: there is no time for one after the other.
    const asked = domain && this.#reader.confirm(domain.key, domain.found, call);
    const confirmed = await this.#reader.confirm(key, own, call);
    const confirmedDomain = asked && (await asked);
    return this.#decideConfirmed(question, { own, confirmed, confirmedDomain }, call);
  }

  /** Finds the account of the login's domain. It is undefined if the login can have none. */
  async #findDomain(
    login: string,
    own: FoundAccount,
    call: CheckCall,
  ): Promise<DomainAccount | undefined> {
    const domain = findDomainAccount(login);
    if (domain === undefined) return undefined;
    const key = this.#keys.of(domain);
    // Where KV has just failed for the login, a second wait would leave no time to ask the objects.
    if (own.state === 'failed') return { key, found: own };
    return { key, found: await this.#reader.find(key, call) };
  }

  async #decideConfirmed(
    question: Question,
    { own, confirmed, confirmedDomain }: Confirmed,
    call: CheckCall,
  ): Promise<api.Decision> {
    const { key, login, address } = question;
    if (confirmed.state === 'failed') return this.#unavailable(question);
    if (confirmed.state === 'found' && !confirmed.content.account.deleted) {
      this.#missing.delete(key);
      return this.#decideFrom(question, confirmed.content);
    }
    // The copy still had an account that is deleted by now, so its domain was not asked about yet.
    const domain =
      confirmedDomain ?? (hasOwn(own) ? await this.#confirmDomain(login, call) : undefined);
    if (domain?.state === 'failed') {
      const isWithoutOwn = confirmed.state === 'unknown' || this.#isWithoutOwn(key);
      return this.#unavailable(question, { ...this.#remember(question), isWithoutOwn });
    }
    if (domain?.state !== 'found' || domain.content.account.deleted)
      return this.#unknown(login, address);
    // By a copy the login's own account is deleted. It may have been made again, and only its object knows.
    return confirmed.state === 'found' && confirmed.isCopy
      ? this.#unavailable(question)
      : this.#decideFrom(question, domain.content);
  }

  async #confirmDomain(login: string, call: CheckCall): Promise<ConfirmedAccount | undefined> {
    const domain = await this.#findDomain(login, { state: 'missing' }, call);
    return domain && this.#reader.confirm(domain.key, domain.found, call);
  }

  #decideFrom(question: Question, known: KnownAccount): api.Decision {
    const decision = decideFrom(known, question.login, question.address, Date.now());
    // A list that may cover the address could not be read, so the fail mode decides.
    return decision.reason === 'unavailable' && decision.verdict === 'deny'
      ? this.#unavailable(question, decidedBy(known.account))
      : decision;
  }

  /**
   * Logs a refusal. All logins without an account count as one cause, so that invented logins do not get log
   * lines of their own.
   */
  logRefusal(requestId: string, { account, address, reason, decidedBy }: api.Decision): void {
    const cause = reason === 'unknown-account' ? reason : (decidedBy ?? account);
    this.log.info(cause, 'refused', { requestId, account, address, reason });
  }

  /** Notes that this isolate changed the account. From now on it uses no copy older than this version. */
  expectAccount(account: string, version: number): void {
    const key = this.#keys.of(account);
    this.#missing.delete(key);
    this.#accounts.expect(key, version);
  }

  /** Notes a change of the relay tokens in the same way. */
  expectRelayTokens(version: number): void {
    this.#relays.expect(this.#relaysKey, version);
  }

  #unknown(login: string, address: ClientAddress): api.Decision {
    return toDecision(this.configuration.unknownAccounts, 'unknown-account', login, address);
  }

  #unavailable(question: Question, remembered = this.#remember(question)): api.Decision {
    const { login, address } = question;
    const verdict = verdictUnread(remembered, this.configuration.failMode, (copy) =>
      this.#mayHear(question, copy),
    );
    return toDecision(verdict, 'unavailable', login, address);
  }

  /** Remembers what the isolate has read of the login's account, and of that of its domain, however long ago. */
  #remember({ key, login }: Question): Remembered {
    const domain = findDomainAccount(login);
    return {
      own: this.#accounts.peek(key),
      domain: domain === undefined ? undefined : this.#accounts.peek(this.#keys.of(domain)),
      isWithoutOwn: this.#isWithoutOwn(key),
    };
  }

  #isWithoutOwn(key: string): boolean {
    return this.#missing.knows(key) && !this.#accounts.knows(key);
  }

  /** An account's token hears of its own account alone, and a token that was never found good of none. */
  #mayHear({ asker, login }: Question, { account }: AccountReplica): boolean {
    if (asker.kind === 'relay') return true;
    if (asker.kind === 'account') return asker.account === account;
    if (!asker.wasGood || isDomainAccount(login)) return false;
    return asker.objectId === undefined || asker.objectId === this.#keys.of(account);
  }
}

interface Confirmed {
  readonly own: FoundAccount;
  readonly confirmed: ConfirmedAccount;
  /** Undefined if the copy of the login's own account was live, or the login can have no account of a domain. */
  readonly confirmedDomain: ConfirmedAccount | undefined;
}

/** What is remembered where it is known which account decides. */
function decidedBy(own: AccountReplica): Remembered {
  return { own, domain: undefined, isWithoutOwn: false };
}

function isOfDomain(asker: AccountAsker, login: string): boolean {
  return isDomainAccount(asker.account) && findDomainAccount(login) === asker.account;
}

/** Decides whether a copy has a live account of the login's own. */
function hasOwn(found: FoundAccount): boolean {
  return found.state === 'found' && !found.content.account.deleted;
}

function toDecision(
  verdict: Verdict,
  reason: DecisionReason,
  account: string,
  address: ClientAddress,
): api.Decision {
  return {
    verdict,
    reason,
    mode: null,
    account,
    decidedBy: null,
    address: address.text,
    entry: null,
    revision: null,
  };
}
