/** What a panel can do: its page wires these to the storage, the calls and the browser. */
import type { Decision, HistoryPage, Preview } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { ChangeTerms } from '../../model/change-terms.ts';
import type { Place } from '../../model/places.ts';
import type { SavedFile } from '../../model/saved-file.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';
import type { Undo } from '../../model/undo.ts';
import type { AlertActions } from '../alerts/alert-actions.ts';
import type { WebhookActions } from '../webhooks/webhook-actions.ts';

export interface PanelActions extends AlertActions {
  /** Null when it went well: the new list then comes by itself. */
  readonly carryOut: (command: ListCommand, terms?: ChangeTerms) => Promise<Trouble | null>;
  readonly takeBack: (undo: Undo) => Promise<Trouble | null>;
  readonly refresh: () => void;
  readonly choosePlace: (place: Place) => void;
  readonly readHistory: (cursor: string | null) => ApiAnswer<HistoryPage>;
  readonly check: (address: string) => ApiAnswer<Decision>;
  /** Opens the add form, filled in; what is being typed there stays until it is left. */
  readonly offerDraft: (values: readonly string[], remark: string) => void;
  readonly preview: (command: ListCommand) => ApiAnswer<Preview>;
  /** The values that waited have been taken over. */
  readonly takeDraft: () => void;
  /** What the window was opened for is shown. */
  readonly clearPanelTarget: () => void;
  readonly webhooks: WebhookActions;
  /** False where the browser does not let it. */
  readonly copyText: (text: string) => Promise<boolean>;
  readonly openOptions: () => void;
  readonly saveFile: (file: SavedFile) => void;
}
