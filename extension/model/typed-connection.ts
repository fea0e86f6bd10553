/** What can be wrong with a connection as a person types it. */
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

/** As typed, not parsed yet. */
export interface TypedConnection {
  readonly endpoint: string;
  readonly token: string;
}

export type TypedTrouble =
  | { readonly kind: 'endpoint'; readonly problem: EndpointProblem }
  | { readonly kind: 'token'; readonly problem: TokenProblem }
  | { readonly kind: 'connection'; readonly endpoint: string; readonly trouble: ConnectionTrouble }
  /** The same account of the same deployment is kept already. */
  | { readonly kind: 'duplicate'; readonly kept: Connection }
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
