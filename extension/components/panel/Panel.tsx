import { PlaceHeader } from '../PlaceHeader.tsx';
import { Welcome } from '../Welcome.tsx';
import { PlacePanel } from './PlacePanel.tsx';
import type { PanelProps } from './panel-props.ts';

export function Panel(props: PanelProps) {
  const { connections, place, snapshot, actions } = props;
  if (place === null) {
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
  return (
    <div class="panel">
      <PlaceHeader
        connections={connections}
        place={place}
        snapshot={snapshot}
        onChoose={actions.choosePlace}
      />
      {/* Each place gets its own component, so work for one account never continues for another. */}
      <PlacePanel key={`${place.connectionId} ${place.account}`} {...props} place={place} />
    </div>
  );
}
