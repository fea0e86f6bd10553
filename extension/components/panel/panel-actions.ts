/** The actions of a panel. Its page connects them to the storage, to the calls of the API and to the browser. */

import type { HistoryPage, Preview } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { ChangeTerms } from '../../model/change-terms.ts';
import type { Checked } from '../../model/checked.ts';
import type { Place } from '../../model/places.ts';
import type { SavedFile } from '../../model/saved-file.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';
import type { Undo } from '../../model/undo.ts';
import type { AlertActions } from '../alerts/alert-actions.ts';
import type { EverywhereActions } from '../own/everywhere-actions.ts';
import type { ReadListPreview } from '../preview/useListPreview.ts';
import type { WebhookActions } from '../webhooks/webhook-actions.ts';

export interface PanelActions extends AlertActions {
  /** Null if it succeeded. The new list then arrives by itself. */
  readonly carryOut: (command: ListCommand, terms?: ChangeTerms) => Promise<Trouble | null>;
  readonly takeBack: (undo: Undo) => Promise<Trouble | null>;
  readonly refresh: () => void;
  readonly choosePlace: (place: Place) => void;
  readonly readHistory: (cursor: string | null) => ApiAnswer<HistoryPage>;
  readonly check: (address: string) => ApiAnswer<Checked>;
  /**
   * Opens the add form with these values. If another text is being typed there, it stays until the person leaves it.
   */
  readonly offerDraft: (values: readonly string[], remark: string) => void;
  readonly preview: (command: ListCommand) => ApiAnswer<Preview>;
  /** Asks the same for a change of a shared list, of the accounts that include it. */
  readonly previewList: ReadListPreview;
  /** Reads the addresses that leak alerts are about. Null if that is not known. */
  readonly readLeaks: () => Promise<ReadonlySet<string> | null>;
  /** Forgets the waiting values, once the form has taken them. */
  readonly takeDraft: () => void;
  /** Forgets what the window was opened for, once it is shown. */
  readonly clearPanelTarget: () => void;
  readonly everywhere: EverywhereActions;
  readonly webhooks: WebhookActions;
  /** False if the browser does not allow it. */
  readonly copyText: (text: string) => Promise<boolean>;
  readonly openOptions: () => void;
  /** A page that says how one gets an endpoint. */
  readonly openNoEndpoint: () => void;
  /** Opens the page of all accounts. Only an operator's token can read them. */
  readonly openOperator: () => void;
  /** Opens the form that replaces the token of the connection. */
  readonly replaceToken: () => void;
  readonly saveFile: (file: SavedFile) => void;
}
