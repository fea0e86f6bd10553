import type { AddRequest, Change } from '../../../shared/api.ts';
import type { Result } from '../../../shared/result.ts';
import type { PanelView } from '../../model/panel-target.ts';
import type { Trouble } from '../../model/trouble.ts';

/** All that a drawer can do: its page may be covered by whatever the console's page lays over it. */
export interface DrawerActions {
  /** The one change. Null: what was seen is out of date, and nothing was done. */
  readonly addOwnAddress: (
    address: string,
    request: AddRequest,
  ) => Promise<Result<Change, Trouble> | null>;
  /** In a window of its own, at the place that is shown. */
  readonly openPanel: (view: PanelView, entryId?: string) => void;
  readonly openOptions: () => void;
  readonly refresh: () => void;
}
