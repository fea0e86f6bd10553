import type { Session } from '../../shared/api.ts';

/** What a call to a deployment needs. */
export interface Credentials {
  /** Origin, and path if any, without a slash at the end. */
  readonly endpoint: string;
  readonly token: string;
}

/** A deployment and a token of it. */
export interface Connection extends Credentials {
  readonly id: string;
  /** The same deployment, where it is reached over the other IP family; null where there is none. */
  readonly otherFamilyEndpoint: string | null;
  /** What the token was when it was last tested. */
  readonly session: Session;
  /** What the account switcher offers: the token's own account, or those an operator has picked. */
  readonly accounts: readonly string[];
}

/** A connection of an imported file: files hold no tokens, so it waits for one. */
export type AwaitedConnection = Pick<
  Connection,
  'endpoint' | 'otherFamilyEndpoint' | 'accounts'
> & {
  /** Null: an operator's. */
  readonly account: string | null;
};
