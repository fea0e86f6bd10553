/**
 * Verifies the caller that asks whether an address may send. It uses the replicas at the edge, and asks an
 * object only if it must.
 */

import type { CheckCall } from '../platform/check-call.ts';
import type { Env } from '../platform/env.ts';
import { directoryOf } from '../platform/objects.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import { findObjectId } from '../replicas/edge-replicas.ts';
import type { RelayReplica } from '../replicas/published.ts';
import { relayTokensKey } from '../replicas/relay-tokens.ts';
import type { Confirmation, Replica } from '../replicas/replica.ts';
import type { AccountReplica } from '../replicas/replica-format.ts';
import type { FailedAuthentications } from '../tokens/failed-authentications.ts';
import { TokenDigests } from '../tokens/token-digests.ts';
import {
  isLiveToken,
  type TokenRole,
  type VerifiableToken,
  verifies,
} from '../tokens/token-record.ts';
import { digestOf, findTokenText, type TokenText } from '../tokens/token-text.ts';
import { UseRecorder } from './use-recorder.ts';

export type Asker =
  | RelayAsker
  | AccountAsker
  | ListAsker
  | UnverifiableAsker
  | { readonly kind: 'unauthorized' };

/** An asker that gets an answer, possibly by the fail mode. */
export type VerifiedAsker = Exclude<Asker, { kind: 'unauthorized' | 'list' }>;

/** Nothing could be read to verify the token with, so the fail mode decides. */
export interface UnverifiableAsker {
  readonly kind: 'unverifiable';
  /** Whether the token was found good before, or stands in a copy that is not enough to verify it. */
  readonly wasGood: boolean;
  /** The id of the object that an account's token names. */
  readonly objectId: string | undefined;
}

export interface RelayAsker {
  readonly kind: 'relay';
  readonly tokenId: string;
  /** The header in which the proxy that holds the token states the address of its client. */
  readonly clientAddressHeader: string | undefined;
}

export interface AccountAsker {
  readonly kind: 'account';
  readonly tokenId: string;
  readonly objectId: string;
  readonly account: string;
  readonly role: TokenRole;
}

/** The holder of a shared list's token. It manages the list, and may not ask about any account. */
export interface ListAsker {
  readonly kind: 'list';
}

/**
 * Decides whether the asker is a mail server or a sending host, which acts on the answer. A manager or a viewer
 * only asks what the answer would be, and nobody sends because of it.
 */
export function isEnforcementPoint(asker: VerifiedAsker): asker is RelayAsker | AccountAsker {
  return asker.kind === 'relay' || (asker.kind === 'account' && asker.role === 'checker');
}

const UNAUTHORIZED = { kind: 'unauthorized' } as const;

interface TokenSet {
  readonly tokens: readonly VerifiableToken[];
}

interface VerifiedToken<Holder extends TokenSet> {
  readonly kind: 'verified';
  /** The account or the set of relay tokens that the token belongs to. */
  readonly holder: Holder;
  readonly record: VerifiableToken;
}

export class AskerVerifier {
  readonly #env: Env;
  readonly #accounts: Replica<AccountReplica>;
  readonly #relays: Replica<RelayReplica>;
  readonly #relaysKey: string;
  readonly #failures: FailedAuthentications;
  readonly #digests = new TokenDigests();
  readonly #uses = new UseRecorder();

  constructor(
    env: Env,
    accounts: Replica<AccountReplica>,
    relays: Replica<RelayReplica>,
    failures: FailedAuthentications,
  ) {
    this.#env = env;
    this.#failures = failures;
    this.#accounts = accounts;
    this.#relays = relays;
    this.#relaysKey = relayTokensKey(env);
  }

  /** Verifies a token. It returns at once, without a promise, if memory alone proves that the token is good. */
  verify(
    text: string | undefined,
    headers: RequestHeaders,
    call: CheckCall,
  ): Asker | Promise<Asker> {
    const token = text === undefined ? undefined : findTokenText(text);
    if (!token) return UNAUTHORIZED;
    const digest = this.#digests.find(token);
    const { objectId } = token;
    if (objectId === undefined) {
      return (
        this.#relayHeld(token, digest, call) ?? this.#verifyRelay(token, digest, headers, call)
      );
    }
    return (
      this.#accountHeld(token, objectId, digest, call) ??
      this.#verifyAccount(token, objectId, digest, headers, call)
    );
  }

  #relayHeld(
    token: TokenText,
    digest: string | undefined,
    call: CheckCall,
  ): RelayAsker | undefined {
    const now = call.startedAt;
    const record = findRecord(this.#relays.findHeld(this.#relaysKey, now), token, digest, now);
    return record && this.#relay(record, call);
  }

  #accountHeld(
    token: TokenText,
    objectId: string,
    digest: string | undefined,
    call: CheckCall,
  ): AccountAsker | ListAsker | undefined {
    const now = call.startedAt;
    const account = this.#accounts.findHeld(objectId, now);
    if (!account || account.consistency === 'strict') return undefined;
    const record = findRecord(account, token, digest, now);
    return record && this.#account(account, token, objectId, record, call);
  }

  async #verifyRelay(
    token: TokenText,
    digest: string | undefined,
    headers: RequestHeaders,
    call: CheckCall,
  ): Promise<Asker> {
    const found = await this.#relays.find(this.#relaysKey, call);
    const held = found.state === 'found' ? found.content : undefined;
    const options = { paced: true, missing: false };
    const outcome = await this.#check(token, digest, held, held, headers, () =>
      this.#relays.confirm(this.#relaysKey, options, call),
    );
    return outcome.kind === 'verified' ? this.#relay(outcome.record, call) : outcome;
  }

  #relay({ id, clientAddressHeader }: VerifiableToken, call: CheckCall): RelayAsker {
    const record = (at: number) => directoryOf(this.#env).recordTokenUse(id, at);
    this.#uses.record(id, record, call);
    return { kind: 'relay', tokenId: id, clientAddressHeader };
  }

  async #verifyAccount(
    token: TokenText,
    objectId: string,
    digest: string | undefined,
    headers: RequestHeaders,
    call: CheckCall,
  ): Promise<Asker> {
    // A digest means that the token was found good before, so it belongs to this deployment.
    if (digest === undefined && !findObjectId(this.#env, objectId)) return UNAUTHORIZED;
    const found = await this.#accounts.find(objectId, call);
    // A strict account must see a revoked token at once, like a removed entry.
    const copy = found.state === 'found' ? found.content : undefined;
    const strict = copy?.consistency === 'strict';
    const held = strict ? undefined : copy;
    const options = { paced: !strict, missing: found.state === 'missing' };
    const outcome = await this.#check(token, digest, held, copy, headers, () =>
      this.#accounts.confirm(objectId, options, call),
    );
    return outcome.kind === 'verified'
      ? this.#account(outcome.holder, token, objectId, outcome.record, call)
      : outcome;
  }

  #account(
    { account }: AccountReplica,
    { isOfList }: TokenText,
    objectId: string,
    { id, role }: VerifiableToken,
    call: CheckCall,
  ): AccountAsker | ListAsker {
    if (isOfList) return { kind: 'list' };
    const { ACCOUNTS } = this.#env;
    const record = (at: number) =>
      ACCOUNTS.get(ACCOUNTS.idFromString(objectId)).recordTokenUse(id, at);
    this.#uses.record(id, record, call);
    return { kind: 'account', tokenId: id, objectId, account, role };
  }

  /**
   * Checks a token. A token that is not in `held` may be newer than that copy, so the object is asked. For a
   * caller that failed too often, and for a text that failed before, the copy alone decides. Without a copy the
   * object is asked for such a caller too, but paced: a mail server must not be shut out because a stranger
   * shares its address. `known` is the digest of a token that was found good before; its caller does not guess.
   */
  async #check<Holder extends TokenSet>(
    token: TokenText,
    known: string | undefined,
    held: Holder | undefined,
    copy: Holder | undefined,
    headers: RequestHeaders,
    confirm: () => Promise<Confirmation<Holder>>,
  ): Promise<VerifiedToken<Holder> | typeof UNAUTHORIZED | UnverifiableAsker> {
    const now = Date.now();
    const verified = findRecord(held, token, known, now);
    if (held && verified) return { kind: 'verified', holder: held, record: verified };
    const digest = known ?? (await digestOf(token.text));
    let holder = held;
    let record = held?.tokens.find(({ id }) => id === token.id);
    let isEarlier = false;
    if (!record) {
      const isLimited = copy && known === undefined && this.#failures.isLimited(headers, now);
      const isSuspect = isLimited || this.#failures.hasFailed(token.text, now);
      if (isSuspect && !stands(copy, token, digest, now)) return UNAUTHORIZED;
      const confirmation = await confirm();
      if (confirmation.state === 'failed') {
        if (held) return UNAUTHORIZED;
        const wasGood = known !== undefined || stands(copy, token, digest, now);
        return { kind: 'unverifiable', wasGood, objectId: token.objectId };
      }
      isEarlier = confirmation.isEarlier;
      if (confirmation.state === 'unknown') return this.#refuse(token, isEarlier);
      holder = confirmation.content;
      record = holder.tokens.find(({ id }) => id === token.id);
    }
    if (!holder || !record || !verifies(record, digest, Date.now()))
      return this.#refuse(token, isEarlier);
    this.#digests.remember(token, digest);
    return { kind: 'verified', holder, record };
  }

  /**
   * Refuses a token. It does not remember the text if the object was read before the question: the token may be
   * newer than that, and the object must then be asked again.
   */
  #refuse({ text }: TokenText, isEarlier: boolean): typeof UNAUTHORIZED {
    if (!isEarlier) this.#failures.rememberText(text, Date.now());
    return UNAUTHORIZED;
  }
}

/** Decides whether the copy has the token, with this digest. */
function stands(copy: TokenSet | undefined, { id }: TokenText, digest: string, now: number) {
  const record = copy?.tokens.find((token) => token.id === id);
  return record !== undefined && verifies(record, digest, now);
}

/**
 * Finds the record of a token that was found good before. It is undefined if the holder has no such token, or
 * if the token is no longer valid.
 */
function findRecord(
  holder: TokenSet | undefined,
  { id }: TokenText,
  known: string | undefined,
  now: number,
): VerifiableToken | undefined {
  if (known === undefined) return undefined;
  const record = holder?.tokens.find((token) => token.id === id);
  // Both digests come from this deployment. The text that the asker sent was compared before, in constant time.
  return record?.digest === known && isLiveToken(record, now) ? record : undefined;
}
