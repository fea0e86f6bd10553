import type { Allowlist } from '../../../shared/api.ts';
import type { Connection } from '../../model/connection.ts';
import type { Place } from '../../model/places.ts';
import type { CompanyConnection } from '../../model/policy.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { DrawerActions } from './drawer-actions.ts';

/** The data that a drawer shows. */
export interface DrawerProps {
  readonly connections: readonly Connection[];
  /** Connections that the company has set up. They wait for their token. */
  readonly ofPolicy: readonly CompanyConnection[];
  readonly place: Place | null;
  readonly endpoint: string;
  readonly snapshot: Snapshot | null;
  readonly list: Allowlist | null;
  readonly refreshing: boolean;
  readonly canChange: boolean;
  readonly unseenAlerts: number;
  readonly quickAdd: QuickAdd;
  /** The name of this browser. It is the remark until the person types one. */
  readonly browserName: string;
  readonly actions: DrawerActions;
}
