/** Who asks whether an address may send: verified at the edge against the replicas, never at the object unless it must be. */
import type { CheckCall } from './check-call.ts';
import type { Env } from './env.ts';
import { DIRECTORY_NAME } from './storage/directory-object.ts';
import { findObjectId } from './storage/edge-replicas.ts';
import type { RelayReplica } from './storage/published.ts';
import { RELAY_TOKENS_KEY } from './storage/relay-tokens.ts';
import type { Confirmation, Replica } from './storage/replica.ts';
import type { AccountReplica } from './storage/replica-format.ts';
import { type TokenRole, type VerifiableToken, verifies } from './storage/token-store.ts';
import { findTokenText, type TokenText } from './storage/token-text.ts';
import { TokenDigests } from './token-digests.ts';
import { UseRecorder } from './use-recorder.ts';

export type Asker =
  | RelayAsker
  | AccountAsker
  /** Nothing could be read to verify the token with; the fail mode decides. */
  | { readonly kind: 'unverifiable' }
  | { readonly kind: 'unauthorized' };

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

/** Where sending is stopped or let go: a manager or a viewer only wonders about an address, which may never send. */
export function isEnforcementPoint(asker: Asker): asker is RelayAsker | AccountAsker {
  return asker.kind === 'relay' || (asker.kind === 'account' && asker.role === 'checker');
}

const UNAUTHORIZED = { kind: 'unauthorized' } as const;
const UNVERIFIABLE = { kind: 'unverifiable' } as const;

interface TokenSet {
  readonly tokens: readonly VerifiableToken[];
}

interface Verified<Holder extends TokenSet> {
  readonly kind: 'verified';
  /** What the token is one of. */
  readonly holder: Holder;
  readonly record: VerifiableToken;
}

export class AskerVerifier {
  readonly #env: Env;
  readonly #accounts: Replica<AccountReplica>;
  readonly #relays: Replica<RelayReplica>;
  readonly #digests = new TokenDigests();
  readonly #uses = new UseRecorder();

  constructor(env: Env, accounts: Replica<AccountReplica>, relays: Replica<RelayReplica>) {
    this.#env = env;
    this.#accounts = accounts;
    this.#relays = relays;
  }

  async verify(text: string | undefined, call: CheckCall): Promise<Asker> {
    const token = text === undefined ? undefined : findTokenText(text);
    if (!token) return UNAUTHORIZED;
    return token.objectId === undefined
      ? this.#verifyRelay(token, call)
      : this.#verifyAccount(token, token.objectId, call);
  }

  async #verifyRelay(token: TokenText, call: CheckCall): Promise<Asker> {
    const found = await this.#relays.find(RELAY_TOKENS_KEY, call);
    const held = found.state === 'found' ? found.content : undefined;
    const options = { paced: true, missing: false };
    const outcome = await this.#check(token, held, () =>
      this.#relays.confirm(RELAY_TOKENS_KEY, options, call),
    );
    if (outcome.kind !== 'verified') return outcome;
    const record = (at: number) =>
      this.#env.DIRECTORY.getByName(DIRECTORY_NAME).recordTokenUse(token.id, at);
    this.#uses.record(token.id, record, call);
    const { clientAddressHeader } = outcome.record;
    return { kind: 'relay', tokenId: token.id, clientAddressHeader };
  }

  async #verifyAccount(token: TokenText, objectId: string, call: CheckCall): Promise<Asker> {
    const id = findObjectId(this.#env, objectId);
    if (!id) return UNAUTHORIZED;
    const found = await this.#accounts.find(objectId, call);
    // A strict account's revocations bite at once, like its removals.
    const strict = found.state === 'found' && found.content.consistency === 'strict';
    const held = found.state === 'found' && !strict ? found.content : undefined;
    const options = { paced: !strict, missing: found.state === 'missing' };
    const outcome = await this.#check(token, held, () =>
      this.#accounts.confirm(objectId, options, call),
    );
    if (outcome.kind !== 'verified') return outcome;
    const record = (at: number) => this.#env.ACCOUNTS.get(id).recordTokenUse(token.id, at);
    this.#uses.record(token.id, record, call);
    const { account } = outcome.holder;
    return { kind: 'account', tokenId: token.id, objectId, account, role: outcome.record.role };
  }

  /** A token that the copy does not know may be newer than the copy: then the object is asked. */
  async #check<Holder extends TokenSet>(
    token: TokenText,
    held: Holder | undefined,
    confirm: () => Promise<Confirmation<Holder>>,
  ): Promise<Verified<Holder> | typeof UNAUTHORIZED | typeof UNVERIFIABLE> {
    const digest = await this.#digests.digest(token);
    let holder = held;
    let record = held?.tokens.find(({ id }) => id === token.id);
    if (!record) {
      const confirmation = await confirm();
      if (confirmation.state === 'failed') return held ? UNAUTHORIZED : UNVERIFIABLE;
      if (confirmation.state === 'unknown') return UNAUTHORIZED;
      holder = confirmation.content;
      record = holder.tokens.find(({ id }) => id === token.id);
    }
    if (!holder || !record || !verifies(record, digest, Date.now())) return UNAUTHORIZED;
    this.#digests.remember(token, digest);
    return { kind: 'verified', holder, record };
  }
}
