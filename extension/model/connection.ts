import type { Session } from '../../shared/api.ts';

/** The data that a call to a deployment needs. */
export interface Credentials {
  /** The origin, and the path if there is one. It has no slash at the end. */
  readonly endpoint: string;
  readonly token: string;
}

/** A deployment and a token for it. */
export interface Connection extends Credentials {
  readonly id: string;
  /** The endpoint of the same deployment for the other IP family. Null if none was given. */
  readonly otherFamilyEndpoint: string | null;
  /** The session of the token at its last test: its role, its account and its expiry. */
  readonly session: Session;
  /**
   * The accounts that the account switcher offers: the token's own account, or the accounts that an operator has
   * picked.
   */
  readonly accounts: readonly string[];
  /** The token before, which was renewed and is still to be revoked. */
  readonly replacedTokenId?: string;
}

/** A connection from an imported file. Files hold no tokens, so it waits until a person gives one. */
export type AwaitedConnection = Pick<
  Connection,
  'endpoint' | 'otherFamilyEndpoint' | 'accounts'
> & {
  /** Null if it is the connection of an operator. */
  readonly account: string | null;
};
