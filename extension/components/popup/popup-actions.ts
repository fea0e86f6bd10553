import type { Change, Preview, Session } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Result } from '../../../shared/result.ts';
import type { ChangeTerms } from '../../model/change-terms.ts';
import type { Connection } from '../../model/connection.ts';
import type { Place } from '../../model/places.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';
import type { Undo } from '../../model/undo.ts';

/** The actions of the popup. Its entrypoint connects them to the storage and to the calls of the API. */
export interface PopupActions {
  readonly choosePlace: (place: Place) => void;
  /** Resolves with the known state when no reading is running any more. */
  readonly settle: (of: Place) => Promise<Snapshot | null>;
  readonly change: (
    place: Place,
    command: ListCommand,
    terms: Pick<ChangeTerms, 'revision' | 'onlyAsSeen'>,
  ) => Promise<Result<Change, Trouble>>;
  readonly preview: (place: Place, command: ListCommand) => ApiAnswer<Preview>;
  /** A new token in place of the one that ends. */
  readonly renewAccess: (seen: Connection) => ApiAnswer<Session>;
  /** Reads the addresses that leak alerts are about. Null if that is not known. */
  readonly readLeaks: (place: Place) => Promise<ReadonlySet<string> | null>;
  readonly keepQuickAdd: (quickAdd: QuickAdd) => void;
  readonly takeBack: (undo: Undo) => Promise<Trouble | null>;
  readonly refresh: () => void;
  /** False if the browser does not allow it. */
  readonly copy: (text: string) => Promise<boolean>;
  readonly openOptions: () => void;
  /** A page that says how one gets an endpoint. */
  readonly openNoEndpoint: () => void;
  /** Opens the page of all accounts. Only an operator's token can read them. */
  readonly openOperator: () => void;
  /** Opens the form that replaces the token of the connection. */
  readonly replaceToken: (of: Place) => void;
  readonly openPanel: () => void;
}
