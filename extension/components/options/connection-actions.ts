import type { Result } from '../../../shared/result.ts';
import type { AwaitedConnection, Connection } from '../../model/connection.ts';
import type { TestedAddress } from '../../model/tested-connection.ts';
import type {
  OtherFamilyProblem,
  TestedOrNot,
  TypedConnection,
} from '../../model/typed-connection.ts';

/** What can be done with connections: the page wires these to the storage and the calls. */
export interface ConnectionActions {
  /** One place up (-1) or down (1); at the end it stays. */
  readonly moveConnection: (id: string, by: -1 | 1) => Promise<void>;
  readonly removeConnection: (id: string) => Promise<void>;
  readonly setOtherFamilyEndpoint: (id: string, endpoint: string | null) => Promise<void>;
  readonly forgetAwaited: (awaited: AwaitedConnection) => Promise<void>;
  /** Changes nothing. */
  readonly testTyped: (typed: TypedConnection) => TestedOrNot;
  readonly saveTyped: (typed: TypedConnection) => TestedOrNot;
  /** The connection takes the token over, if it is of the same account. */
  readonly replaceTyped: (connection: Connection, token: string) => TestedOrNot;
  /** What the token is by now is kept. */
  readonly testKept: (connection: Connection) => TestedOrNot;
  readonly completeAwaited: (awaited: AwaitedConnection, token: string) => TestedOrNot;
  readonly saveOtherFamily: (
    connection: Connection,
    typed: string,
  ) => Promise<Result<TestedAddress, OtherFamilyProblem>>;
}
