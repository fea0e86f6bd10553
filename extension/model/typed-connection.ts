/** A connection as a person types it, and what can be wrong with it. */
import type { Session } from '../../shared/api.ts';
import type { Result } from '../../shared/result.ts';
import type { Connection } from './connection.ts';
import type { EndpointProblem } from './endpoint-text.ts';
import type {
  ConnectionTrouble,
  OtherFamilyTrouble,
  TestedConnection,
} from './tested-connection.ts';
import type { TokenProblem } from './token-text.ts';

/** The text as it was typed, not yet parsed. */
export interface TypedConnection {
  readonly endpoint: string;
  readonly token: string;
  /** The account that an invitation names. */
  readonly account?: string;
}

export type TypedTrouble =
  | { readonly kind: 'endpoint'; readonly problem: EndpointProblem }
  | { readonly kind: 'token'; readonly problem: TokenProblem }
  | { readonly kind: 'connection'; readonly endpoint: string; readonly trouble: ConnectionTrouble }
  /** There already is a connection for the same account of the same deployment. */
  | { readonly kind: 'duplicate'; readonly kept: Connection }
  /** The token is good, for another account than its invitation names. */
  | { readonly kind: 'differs'; readonly invited: string; readonly session: Session }
  /** The invitation is to another deployment than the connection. */
  | { readonly kind: 'elsewhere'; readonly invited: string; readonly endpoint: string }
  /** The token is good, for another account than the connection has. */
  | { readonly kind: 'other-account'; readonly session: Session };

export type TestedOrNot = Promise<Result<TestedConnection, TypedTrouble>>;

export type OtherFamilyProblem =
  | { readonly kind: 'endpoint'; readonly problem: EndpointProblem }
  | {
      readonly kind: 'connection';
      readonly endpoint: string;
      readonly trouble: OtherFamilyTrouble;
    };
