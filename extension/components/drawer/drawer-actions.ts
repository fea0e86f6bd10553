import type { AddRequest, Change } from '../../../shared/api.ts';
import type { Result } from '../../../shared/result.ts';
import type { PanelView } from '../../model/panel-target.ts';
import type { Trouble } from '../../model/trouble.ts';

/** The actions of a drawer. There are so few because the console's page may lay anything over the drawer. */
export interface DrawerActions {
  /** Makes the only change that a drawer makes. Null if the shown state is out of date; then nothing was done. */
  readonly addOwnAddress: (
    address: string,
    request: AddRequest,
  ) => Promise<Result<Change, Trouble> | null>;
  /** Opens the panel in a window of its own, at the place that is shown. */
  readonly openPanel: (view: PanelView, entryId?: string) => void;
  readonly openOptions: () => void;
  readonly refresh: () => void;
}
