import type { Allowlist } from '../../../shared/api.ts';
import type { Trouble } from '../../endpoint/api-client.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type {
  AlertMarks,
  AlertWish,
  Connection,
  Draft,
  KnownAlerts,
  KnownSenders,
  Place,
  Undo,
} from '../../storage/settings.ts';
import type { PasswordPage } from '../alerts/alert-actions.ts';
import { PlaceHeader } from '../PlaceHeader.tsx';
import { Welcome } from '../Welcome.tsx';
import { PlacePanel } from './PlacePanel.tsx';
import type { PanelActions } from './panel-actions.ts';

export interface PanelProps {
  readonly connections: readonly Connection[];
  readonly place: Place | null;
  readonly endpoint: string;
  readonly snapshot: Snapshot | null;
  readonly list: Allowlist | null;
  readonly senders: KnownSenders | null;
  /** Why the last try to read them failed. */
  readonly sendersTrouble: Trouble | null;
  /** Of this place. */
  readonly undo: Undo | null;
  readonly refreshing: boolean;
  readonly canChange: boolean;
  /** Values that wait to be added. */
  readonly draft: Draft | null;
  readonly alerts: KnownAlerts | null;
  readonly alertMarks: AlertMarks;
  /** Those that nobody has seen yet, as far as they are known. */
  readonly unseenAlerts: number;
  /** What is to be shown of alerts at once. */
  readonly wish: AlertWish | null;
  readonly passwordPages: readonly PasswordPage[];
  /** The name of the provider, where it is known. */
  readonly provider: string | null;
  readonly actions: PanelActions;
}

export function Panel(props: PanelProps) {
  const { connections, place, snapshot, actions } = props;
  if (place === null) {
    return <Welcome connected={connections.length > 0} onOptions={actions.openOptions} />;
  }
  return (
    <div class="panel">
      <PlaceHeader
        connections={connections}
        place={place}
        snapshot={snapshot}
        onChoose={actions.choosePlace}
      />
      {/* What was begun for one account is not carried on for another. */}
      <PlacePanel key={`${place.connectionId} ${place.account}`} {...props} place={place} />
    </div>
  );
}
