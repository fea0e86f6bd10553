/**
 * The policy decision point: loads, decides, confirms a refusal, applies the fail mode. It never throws.
 *
 * What allows is answered from the replica. What refuses is confirmed at the account's object, so that
 * an address just added is not refused by a stale copy. What can't be read at all gets the fail mode;
 * no other file reads that switch.
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

  /** At once where memory alone says that the token is good. */
  verify(token: string | undefined, headers: Headers, call: CheckCall): Asker | Promise<Asker> {
    return this.#verifier.verify(token, headers, call);
  }

  /**
   * At once where memory alone allows: a promise would cost a tenth of the check. 'forbidden' when the asker may
   * not ask about this account. The verdict that an enforcement point gets from a list is recorded.
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
        // A refusal that can't be confirmed stands; a strict account is not decided from a copy.
        return copy && !strict
          ? this.#decideFrom(copy, account, address)
          : this.#unavailable(account, address);
    }
  }

  /** Logins that nobody provisioned are one cause: whoever makes them up gets no lines for each. */
  logRefusal(requestId: string, { account, address, reason }: api.Decision): void {
    const cause = reason === 'unknown-account' ? reason : account;
    this.log.info(cause, 'refused', { requestId, account, address, reason });
  }

  /** After a change of an account through this isolate: no older copy counts here any more. */
  expectAccount(account: string, version: number): void {
    this.#accounts.expect(this.#keys.of(account), version);
  }

  /** The same after a change of the relay tokens. */
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

/** An allow that the copy may give unasked; undefined when it gives none, and is not enough to refuse. */
function allowFrom(
  held: AccountReplica,
  account: string,
  address: ClientAddress,
  now: number,
): api.Decision | undefined {
  // A deleted account may have been made again, and a strict one is not decided from a copy: the object says.
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
