import type { Result } from '../../../shared/result.ts';
import type { AwaitedConnection, Connection } from '../../model/connection.ts';
import type { CompanyConnection } from '../../model/policy.ts';
import type { TestedAddress } from '../../model/tested-connection.ts';
import type {
  OtherFamilyProblem,
  TestedOrNot,
  TypedConnection,
} from '../../model/typed-connection.ts';

/** The actions of the page on connections. The page connects them to the storage and to the calls of the API. */
export interface ConnectionActions {
  /** Moves the connection up (-1) or down (1) by one position. A connection at the end of the list stays there. */
  readonly moveConnection: (id: string, by: -1 | 1) => Promise<void>;
  readonly removeConnection: (id: string) => Promise<void>;
  readonly setOtherFamilyEndpoint: (id: string, endpoint: string | null) => Promise<void>;
  readonly forgetAwaited: (awaited: AwaitedConnection) => Promise<void>;
  /** Tests without saving anything. */
  readonly testTyped: (typed: TypedConnection) => TestedOrNot;
  readonly saveTyped: (typed: TypedConnection) => TestedOrNot;
  /** Gives the token to this connection, if the token belongs to the same account. */
  readonly replaceTyped: (connection: Connection, token: string) => TestedOrNot;
  /** Tests the kept token and saves what the Worker now says about it. */
  readonly testKept: (connection: Connection) => TestedOrNot;
  readonly completeAwaited: (awaited: AwaitedConnection, token: string) => TestedOrNot;
  readonly completeOfPolicy: (wanted: CompanyConnection, token: string) => TestedOrNot;
  readonly saveOtherFamily: (
    connection: Connection,
    typed: string,
  ) => Promise<Result<TestedAddress, OtherFamilyProblem>>;
}
