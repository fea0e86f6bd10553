import type { Allowlist } from '../../../shared/api.ts';
import type { Connection, Draft, Place, Undo } from '../../settings.ts';
import type { Snapshot } from '../../snapshot.ts';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { PlaceHeader } from '../PlaceHeader.tsx';
import { PlacePanel } from './PlacePanel.tsx';
import type { PanelActions } from './panel-actions.ts';

export interface PanelProps {
  readonly connections: readonly Connection[];
  readonly place: Place | null;
  readonly endpoint: string;
  readonly snapshot: Snapshot | null;
  readonly list: Allowlist | null;
  /** Of this place. */
  readonly undo: Undo | null;
  readonly refreshing: boolean;
  readonly canChange: boolean;
  /** Values that wait to be added. */
  readonly draft: Draft | null;
  readonly actions: PanelActions;
}

export function Panel(props: PanelProps) {
  const { connections, place, snapshot, actions } = props;
  if (place === null) return <Welcome onOptions={actions.openOptions} />;
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

function Welcome({ onOptions }: { onOptions: () => void }) {
  return (
    <main class="body stack">
      <h1>{t('panel.welcomeTitle')}</h1>
      <p>{t('panel.welcomeNext')}</p>
      <div class="row">
        <Button kind="primary" onClick={onOptions}>
          {t('panel.welcomeOptions')}
        </Button>
      </div>
    </main>
  );
}
