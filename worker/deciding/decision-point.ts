/**
 * The policy decision point. It loads the list, decides, confirms a refusal and applies the fail mode. It never
 * throws.
 *
 * An allow is answered from the replica. A refusal is confirmed at the account's object, so that a stale copy
 * does not refuse an address that was just added. If nothing can be read, the fail mode decides. No other file
 * reads that setting.
 */
import type * as api from '../../shared/api.ts';
import type { ClientAddress } from '../../shared/client-address.ts';
import { type DecisionReason, decide, type Verdict } from '../../shared/decision.ts';
import type { CheckCall } from '../platform/check-call.ts';
import { type Configuration, expectConfiguration } from '../platform/configuration.ts';
import type { Env } from '../platform/env.ts';
import { PacedLog } from '../platform/paced-log.ts';
import { AccountKeys, accountReplicas, relayReplicas } from '../replicas/edge-replicas.ts';
import { relayTokensKey } from '../replicas/relay-tokens.ts';
import type { AccountReplica } from '../replicas/replica-format.ts';
import { FailedAuthentications } from '../tokens/failed-authentications.ts';
import {
  type AccountAsker,
  type Asker,
  AskerVerifier,
  isEnforcementPoint,
  type RelayAsker,
  type VerifiedAsker,
} from './asker.ts';
import { type Postpone, SenderRecorder } from './sender-recorder.ts';

export type Verdicted = api.Decision | 'forbidden';

export class DecisionPoint {
  readonly configuration: Configuration;
  readonly log = new PacedLog();
  readonly failures;
  readonly #accounts;
  readonly #relays;
  readonly #relaysKey;
  readonly #keys;
  readonly #verifier;
  readonly #senders;

  constructor(env: Env, postpone?: Postpone) {
    this.configuration = expectConfiguration(env);
    this.#accounts = accountReplicas(env);
    this.#relays = relayReplicas(env);
    this.#relaysKey = relayTokensKey(env);
    this.#keys = new AccountKeys(env);
    this.failures = new FailedAuthentications(env, this.log);
    this.#verifier = new AskerVerifier(env, this.#accounts, this.#relays, this.failures);
    this.#senders = new SenderRecorder(
      (key, report) => env.ACCOUNTS.get(env.ACCOUNTS.idFromString(key)).recordActivity(report),
      postpone,
    );
  }

  /** Verifies a token. It returns at once, without a promise, if memory alone proves that the token is good. */
  verify(token: string | undefined, headers: Headers, call: CheckCall): Asker | Promise<Asker> {
    return this.#verifier.verify(token, headers, call);
  }

  /**
   * Decides at once if memory alone allows, because a promise would cost a tenth of the check. The result is
   * 'forbidden' if the asker may not ask about this account. It records each verdict that an enforcement point
   * gets from a list.
   */
  decide(
    asker: VerifiedAsker,
    account: string,
    address: ClientAddress,
    call: CheckCall,
  ): Verdicted | Promise<Verdicted> {
    if (asker.kind === 'unverifiable') return this.#unavailable(account, address);
    const key = this.#keys.of(account);
    if (asker.kind === 'account' && asker.objectId !== key) return 'forbidden';
    const copy = this.#accounts.findHeld(key, call.startedAt);
    const allowed = copy && allowFrom(copy, account, address, call.startedAt);
    if (!allowed) return this.#readAndDecide(asker, key, account, address, call);
    this.#record(asker, key, allowed, call);
    return allowed;
  }

  async #readAndDecide(
    asker: RelayAsker | AccountAsker,
    key: string,
    account: string,
    address: ClientAddress,
    call: CheckCall,
  ): Promise<api.Decision> {
    const decision = await this.#read(key, account, address, call);
    this.#record(asker, key, decision, call);
    return decision;
  }

  #record(
    asker: RelayAsker | AccountAsker,
    key: string,
    decision: api.Decision,
    call: CheckCall,
  ): void {
    if (decision.mode === null || !isEnforcementPoint(asker)) return;
    this.#senders.record(key, asker.tokenId, decision, call);
  }

  async #read(
    key: string,
    account: string,
    address: ClientAddress,
    call: CheckCall,
  ): Promise<api.Decision> {
    const found = await this.#accounts.find(key, call);
    const copy = found.state === 'found' ? found.content : undefined;
    const strict = copy?.consistency === 'strict';
    const allowed = copy && allowFrom(copy, account, address, Date.now());
    if (allowed) return allowed;
    const confirmation = await this.#accounts.confirm(
      key,
      { paced: !strict, missing: found.state === 'missing' },
      call,
    );
    switch (confirmation.state) {
      case 'found':
        return this.#decideFrom(confirmation.content, account, address);
      case 'unknown':
        return this.#unknown(account, address);
      case 'failed':
        // A refusal is given even if it can't be confirmed. But a strict account is never decided from a copy.
        return copy && !strict
          ? this.#decideFrom(copy, account, address)
          : this.#unavailable(account, address);
    }
  }

  /**
   * Logs a refusal. All logins without an account count as one cause, so that invented logins do not get log
   * lines of their own.
   */
  logRefusal(requestId: string, { account, address, reason }: api.Decision): void {
    const cause = reason === 'unknown-account' ? reason : account;
    this.log.info(cause, 'refused', { requestId, account, address, reason });
  }

  /** Notes that this isolate changed the account. From now on it uses no copy older than this version. */
  expectAccount(account: string, version: number): void {
    this.#accounts.expect(this.#keys.of(account), version);
  }

  /** Notes a change of the relay tokens in the same way. */
  expectRelayTokens(version: number): void {
    this.#relays.expect(this.#relaysKey, version);
  }

  #decideFrom(replica: AccountReplica, account: string, address: ClientAddress): api.Decision {
    return replica.deleted
      ? this.#unknown(account, address)
      : decideFrom(replica, account, address, Date.now());
  }

  #unknown(account: string, address: ClientAddress): api.Decision {
    return toDecision(this.configuration.unknownAccounts, 'unknown-account', account, address);
  }

  #unavailable(account: string, address: ClientAddress): api.Decision {
    const verdict = this.configuration.failMode === 'open' ? 'allow' : 'deny';
    return toDecision(verdict, 'unavailable', account, address);
  }
}

/**
 * Returns an allow that a copy alone may give. It is undefined if the copy does not allow; a copy alone is not
 * enough for a refusal.
 */
function allowFrom(
  held: AccountReplica,
  account: string,
  address: ClientAddress,
  now: number,
): api.Decision | undefined {
  // A deleted account may exist again by now, and a strict account is never decided from a copy. The object
  // must answer for both.
  if (held.deleted || held.consistency === 'strict') return undefined;
  const decision = decideFrom(held, account, address, now);
  return decision.verdict === 'allow' ? decision : undefined;
}

function decideFrom(
  replica: AccountReplica,
  account: string,
  address: ClientAddress,
  now: number,
): api.Decision {
  const { verdict, reason, entryIndex } = decide(replica, address.words, now);
  return {
    verdict,
    reason,
    mode: replica.mode,
    account,
    address: address.text,
    entry: entryIndex === undefined ? null : replica.entryAt(entryIndex, address.text),
    revision: replica.revision,
  };
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
    address: address.text,
    entry: null,
    revision: null,
  };
}
