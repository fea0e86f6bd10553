import type { Abilities } from '../../model/abilities.ts';
import type { Connection } from '../../model/connection.ts';
import type { Draft } from '../../model/draft.ts';
import type { AlertMarks, AlertTarget, KnownAlerts } from '../../model/known-alerts.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import type { KnownSenders } from '../../model/known-senders.ts';
import type { PanelTarget } from '../../model/panel-target.ts';
import type { Place } from '../../model/places.ts';
import type { CompanyConnection } from '../../model/policy.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ToldChange } from '../../model/told-change.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { Undo } from '../../model/undo.ts';
import type { PasswordPage } from '../alerts/alert-actions.ts';
import type { PanelActions } from './panel-actions.ts';

/** The data that a panel shows. */
export interface PanelProps {
  readonly connections: readonly Connection[];
  /** Connections that the company has set up. They wait for their token. */
  readonly ofPolicy: readonly CompanyConnection[];
  readonly place: Place | null;
  readonly endpoint: string;
  readonly snapshot: Snapshot | null;
  readonly list: KnownAllowlist | null;
  readonly senders: KnownSenders | null;
  /** The reason why the last reading of the senders failed. */
  readonly sendersTrouble: Trouble | null;
  /** The offer to undo a change of this place. */
  readonly undo: Undo | null;
  /** The last change that this page has made at this place. */
  readonly told: ToldChange | null;
  readonly refreshing: boolean;
  readonly canChange: boolean;
  readonly abilities: Abilities;
  /** Values that wait to be added. */
  readonly draft: Draft | null;
  readonly alerts: KnownAlerts | null;
  readonly alertMarks: AlertMarks;
  /** The number of known alerts that no page has shown yet. */
  readonly unseenAlerts: number;
  /** The view or entry that the window was opened for. */
  readonly panelTarget: PanelTarget | null;
  /** The part of the alerts that is to be shown at once. */
  readonly alertTarget: AlertTarget | null;
  readonly passwordPages: readonly PasswordPage[];
  /** The name of the provider, if it is known. */
  readonly provider: string | null;
  /** The last choices of the popup. An address of this browser is added with them. */
  readonly quickAdd: QuickAdd;
  /** The name of this browser. It is the remark unless the person has typed another one. */
  readonly browserName: string;
  readonly actions: PanelActions;
}
