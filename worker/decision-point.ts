/**
 * The policy decision point: loads, decides, confirms a refusal, applies the fail mode. It never throws.
 *
 * What allows is answered from the replica. What refuses is confirmed at the account's object, so that
 * an address just added is not refused by a stale copy. What can't be read at all gets the fail mode,
 * here and nowhere else.
 */
import type * as api from '../shared/api.ts';
import type { ClientAddress } from '../shared/client-address.ts';
import { type DecisionReason, decide, type Verdict } from '../shared/decision.ts';
import { type Asker, AskerVerifier, isEnforcementPoint } from './asker.ts';
import type { CheckCall } from './check-call.ts';
import { type Configuration, type Env, expectConfiguration } from './env.ts';
import { SenderRecorder } from './sender-recorder.ts';
import { accountKey, accountReplicas, relayReplicas } from './storage/edge-replicas.ts';
import { RELAY_TOKENS_KEY } from './storage/relay-tokens.ts';
import type { AccountReplica } from './storage/replica-format.ts';

export class DecisionPoint {
  readonly #env: Env;
  readonly #configuration: Configuration;
  readonly #accounts;
  readonly #relays;
  readonly #verifier;
  readonly #senders;

  constructor(env: Env) {
    this.#env = env;
    this.#configuration = expectConfiguration(env);
    this.#accounts = accountReplicas(env);
    this.#relays = relayReplicas(env);
    this.#verifier = new AskerVerifier(env, this.#accounts, this.#relays);
    this.#senders = new SenderRecorder((key, report) =>
      env.ACCOUNTS.get(env.ACCOUNTS.idFromString(key)).recordActivity(report),
    );
  }

  verify(token: string | undefined, call: CheckCall): Promise<Asker> {
    return this.#verifier.verify(token, call);
  }

  /** 'forbidden' when the asker may not ask about this account. What an enforcement point gets from a list is recorded. */
  async decide(
    asker: Exclude<Asker, { kind: 'unauthorized' }>,
    account: string,
    address: ClientAddress,
    call: CheckCall,
  ): Promise<api.Decision | 'forbidden'> {
    const decision = await this.#decide(asker, account, address, call);
    if (decision !== 'forbidden' && decision.mode !== null && isEnforcementPoint(asker)) {
      this.#senders.record(accountKey(this.#env, account), asker.tokenId, decision, call);
    }
    return decision;
  }

  async #decide(
    asker: Exclude<Asker, { kind: 'unauthorized' }>,
    account: string,
    address: ClientAddress,
    call: CheckCall,
  ): Promise<api.Decision | 'forbidden'> {
    if (asker.kind === 'unverifiable') return this.#unavailable(account, address);
    const key = accountKey(this.#env, account);
    if (asker.kind === 'account' && asker.objectId !== key) return 'forbidden';
    const found = await this.#accounts.find(key, call);
    const held = found.state === 'found' ? found.content : undefined;
    const strict = held?.consistency === 'strict';
    // A deleted account may have been made again: its object says.
    if (held && !held.deleted && !strict) {
      const decision = decideFrom(held, account, address);
      if (decision.verdict === 'allow') return decision;
    }
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
        return held && !strict
          ? this.#decideFrom(held, account, address)
          : this.#unavailable(account, address);
    }
  }

  /** After a change of an account through this isolate: no older copy counts here any more. */
  expectAccount(account: string, version: number): void {
    this.#accounts.expect(accountKey(this.#env, account), version);
  }

  /** The same after a change of the relay tokens. */
  expectRelayTokens(version: number): void {
    this.#relays.expect(RELAY_TOKENS_KEY, version);
  }

  #decideFrom(replica: AccountReplica, account: string, address: ClientAddress): api.Decision {
    return replica.deleted
      ? this.#unknown(account, address)
      : decideFrom(replica, account, address);
  }

  #unknown(account: string, address: ClientAddress): api.Decision {
    return toDecision(this.#configuration.unknownAccounts, 'unknown-account', account, address);
  }

  #unavailable(account: string, address: ClientAddress): api.Decision {
    const verdict = this.#configuration.failMode === 'open' ? 'allow' : 'deny';
    return toDecision(verdict, 'unavailable', account, address);
  }
}

function decideFrom(
  replica: AccountReplica,
  account: string,
  address: ClientAddress,
): api.Decision {
  const { verdict, reason, entryIndex } = decide(replica, address.words, Date.now());
  return {
    ...toDecision(verdict, reason, account, address),
    mode: replica.mode,
    entry: entryIndex === undefined ? null : replica.entryAt(entryIndex),
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
