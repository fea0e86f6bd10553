import { useRef } from 'preact/hooks';
import type { Abilities } from '../../model/abilities.ts';
import type { Connection } from '../../model/connection.ts';
import type { Place } from '../../model/places.ts';
import type { CompanyConnection } from '../../model/policy.ts';
import type { QuickAdd } from '../../model/quick-add.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Undo } from '../../model/undo.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { PlaceHeader } from '../PlaceHeader.tsx';
import { UndoBar } from '../UndoBar.tsx';
import { Welcome } from '../Welcome.tsx';
import { AccessEnd } from './AccessEnd.tsx';
import { PlaceView } from './PlaceView.tsx';
import type { PopupActions } from './popup-actions.ts';

interface PopupProps {
  readonly connections: readonly Connection[];
  /** Connections that the company has set up. They wait for their token. */
  readonly ofPolicy: readonly CompanyConnection[];
  readonly place: Place | null;
  readonly connection: Connection | undefined;
  readonly snapshot: Snapshot | null;
  readonly refreshing: boolean;
  readonly canChange: boolean;
  readonly abilities: Abilities;
  /** The offer to undo a change of this place. */
  readonly undo: Undo | null;
  readonly quickAdd: QuickAdd;
  /** The name of this browser. It is the remark until the person types one. */
  readonly browserName: string;
  readonly actions: PopupActions;
}

export function Popup(props: PopupProps) {
  const { connections, place, connection, snapshot, undo, actions } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  if (place === null || connection === undefined) {
    const isConnected = connections.length > 0;
    // Only an operator has a connection without an account, and picks accounts on the operator's page.
    const onStart = isConnected ? actions.openOperator : actions.openOptions;
    return (
      <Welcome
        connected={isConnected}
        ofPolicy={props.ofPolicy}
        onStart={onStart}
        onNoEndpoint={actions.openNoEndpoint}
      />
    );
  }
  const isKnown = snapshot !== null && snapshot.at > 0;
  return (
    <>
      <PlaceHeader
        connections={connections}
        place={place}
        snapshot={snapshot}
        onChoose={actions.choosePlace}
      />
      <AccessEnd
        key={connection.id}
        connection={connection}
        onRenew={() => actions.renewAccess(connection)}
      />
      <PlaceView
        key={`${place.connectionId} ${place.account}`}
        place={place}
        endpoint={connection.endpoint}
        abilities={props.abilities}
        snapshot={snapshot}
        refreshing={props.refreshing}
        canChange={props.canChange}
        quickAdd={props.quickAdd}
        browserName={props.browserName}
        heading={heading}
        actions={actions}
      />
      <UndoBar
        undo={undo}
        onUndo={async (offered) => {
          const trouble = await actions.takeBack(offered);
          heading.current?.focus();
          return trouble;
        }}
      />
      <footer class="foot row spread">
        <Button kind="link" onClick={actions.openPanel}>
          {isKnown
            ? t('popup.openListOf', [wordNumber(snapshot.live), wordNumber(snapshot.limit)])
            : t('popup.openList')}
        </Button>
        {connection.session.role === 'operator' && (
          <Button kind="link" onClick={actions.openOperator}>
            {t('operator.all')}
          </Button>
        )}
        <Button kind="link" onClick={actions.openOptions}>
          {t('words.options')}
        </Button>
      </footer>
    </>
  );
}
