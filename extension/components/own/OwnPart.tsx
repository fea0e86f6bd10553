import { useState } from 'preact/hooks';
import type { Allowlist } from '../../../shared/api.ts';
import { dayLonger, expiresSoon } from '../../../shared/expiring.ts';
import type { Connection } from '../../model/connection.ts';
import { accountPlacesOf } from '../../model/places.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { PanelActions } from '../panel/panel-actions.ts';
import type { ListEdits } from '../panel/useListEdits.ts';
import { EverywhereDialog } from './EverywhereDialog.tsx';
import { OwnRows } from './OwnRows.tsx';
import type { OwnAdding } from './own-adding.ts';

interface OwnPartProps {
  readonly adding: OwnAdding;
  readonly list: Allowlist;
  readonly edits: Pick<ListEdits, 'begin' | 'underWay'>;
  readonly connections: readonly Connection[];
  readonly canChange: boolean;
  readonly wantedAt: number | null;
  readonly onShown: () => void;
  readonly actions: Pick<PanelActions, 'everywhere' | 'openOptions'>;
  /** Goes to an entry of the list. */
  readonly onEntry: (entryId: string) => void;
}

/** The addresses of this browser, with the acts that let them in here and at the other accounts. */
export function OwnPart(props: OwnPartProps) {
  const { adding, list, edits, connections, actions } = props;
  const [isEverywhere, setEverywhere] = useState(false);
  const extend = (id: string) => {
    const entry = list.entries.find((one) => one.id === id);
    if (entry && expiresSoon(entry, serverNow())) edits.begin(dayLonger(entry));
  };
  return (
    <>
      <OwnRows
        adding={adding}
        canChange={props.canChange}
        isBusy={edits.underWay !== null}
        wantedAt={props.wantedAt}
        onShown={props.onShown}
        onExtend={extend}
        onEntry={props.onEntry}
        onEverywhere={
          accountPlacesOf(connections).length > 1 ? () => setEverywhere(true) : undefined
        }
        onOptions={actions.openOptions}
      />
      {isEverywhere && (
        <EverywhereDialog
          connections={connections}
          adding={adding}
          actions={actions.everywhere}
          onClose={() => setEverywhere(false)}
        />
      )}
    </>
  );
}
