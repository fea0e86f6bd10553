/** Who asks whether an address may send: verified at the edge against the replicas, never at the object unless it must be. */
import type { CheckCall } from '../platform/check-call.ts';
import type { Env } from '../platform/env.ts';
import { directoryOf } from '../platform/objects.ts';
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
  /** Nothing could be read to verify the token with; the fail mode decides. */
  | { readonly kind: 'unverifiable' }
  | { readonly kind: 'unauthorized' };

/** An asker that may be answered, be it by the fail mode. */
export type VerifiedAsker = Exclude<Asker, { kind: 'unauthorized' }>;

export interface RelayAsker {
  readonly kind: 'relay';
  readonly tokenId: string;
  /** Where the proxy that holds the token says its client's address. */
  readonly clientAddressHeader: string | undefined;
}

export interface AccountAsker {
  readonly kind: 'account';
  readonly tokenId: string;
  readonly objectId: string;
  readonly account: string;
  readonly role: TokenRole;
}

/** A mail server or a sending host. A manager or a viewer only asks what would be; no one sends because of the answer. */
export function isEnforcementPoint(asker: Asker): asker is RelayAsker | AccountAsker {
  return asker.kind === 'relay' || (asker.kind === 'account' && asker.role === 'checker');
}

const UNAUTHORIZED = { kind: 'unauthorized' } as const;
const UNVERIFIABLE = { kind: 'unverifiable' } as const;

interface TokenSet {
  readonly tokens: readonly VerifiableToken[];
}

interface VerifiedToken<Holder extends TokenSet> {
  readonly kind: 'verified';
  /** What the token is one of. */
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

  /** At once where memory alone says that the token is good. */
  verify(text: string | undefined, headers: Headers, call: CheckCall): Asker | Promise<Asker> {
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
  ): AccountAsker | undefined {
    const now = call.startedAt;
    const account = this.#accounts.findHeld(objectId, now);
    if (!account || account.consistency === 'strict') return undefined;
    const record = findRecord(account, token, digest, now);
    return record && this.#account(account, objectId, record, call);
  }

  async #verifyRelay(
    token: TokenText,
    digest: string | undefined,
    headers: Headers,
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
    headers: Headers,
    call: CheckCall,
  ): Promise<Asker> {
    // A token that was found good before is one of this deployment's.
    if (digest === undefined && !findObjectId(this.#env, objectId)) return UNAUTHORIZED;
    const found = await this.#accounts.find(objectId, call);
    // A strict account's revocations bite at once, like its removals.
    const copy = found.state === 'found' ? found.content : undefined;
    const strict = copy?.consistency === 'strict';
    const held = strict ? undefined : copy;
    const options = { paced: !strict, missing: found.state === 'missing' };
    const outcome = await this.#check(token, digest, held, copy, headers, () =>
      this.#accounts.confirm(objectId, options, call),
    );
    return outcome.kind === 'verified'
      ? this.#account(outcome.holder, objectId, outcome.record, call)
      : outcome;
  }

  #account(
    { account }: AccountReplica,
    objectId: string,
    { id, role }: VerifiableToken,
    call: CheckCall,
  ): AccountAsker {
    const { ACCOUNTS } = this.#env;
    const record = (at: number) =>
      ACCOUNTS.get(ACCOUNTS.idFromString(objectId)).recordTokenUse(id, at);
    this.#uses.record(id, record, call);
    return { kind: 'account', tokenId: id, objectId, account, role };
  }

  /**
   * A token that is not among those `held` may be newer than these: then the object is asked. But for a caller that
   * failed too often, and for a text that failed, the copy alone says which tokens there are. Without a copy such a
   * caller asks the object, too, paced: a mail server must not be shut out because a stranger shares its address.
   * `known` is the token's digest, where it was found good before: the caller is none who guesses.
   */
  async #check<Holder extends TokenSet>(
    token: TokenText,
    known: string | undefined,
    held: Holder | undefined,
    copy: Holder | undefined,
    headers: Headers,
    confirm: () => Promise<Confirmation<Holder>>,
  ): Promise<VerifiedToken<Holder> | typeof UNAUTHORIZED | typeof UNVERIFIABLE> {
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
      if (confirmation.state === 'failed') return held ? UNAUTHORIZED : UNVERIFIABLE;
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

  /** Said by what was read before the question, the token may be newer than that: then it is asked for again. */
  #refuse({ text }: TokenText, isEarlier: boolean): typeof UNAUTHORIZED {
    if (!isEarlier) this.#failures.rememberText(text, Date.now());
    return UNAUTHORIZED;
  }
}

/** Whether the copy has the token, with this digest. */
function stands(copy: TokenSet | undefined, { id }: TokenText, digest: string, now: number) {
  const record = copy?.tokens.find((token) => token.id === id);
  return record !== undefined && verifies(record, digest, now);
}

/** The record of a token that was found good before; undefined when it is not among the holder's, or does not stand. */
function findRecord(
  holder: TokenSet | undefined,
  { id }: TokenText,
  known: string | undefined,
  now: number,
): VerifiableToken | undefined {
  if (known === undefined) return undefined;
  const record = holder?.tokens.find((token) => token.id === id);
  // Both digests are the deployment's own: what the asker sent was compared before, in constant time.
  return record?.digest === known && isLiveToken(record, now) ? record : undefined;
}
