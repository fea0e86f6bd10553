import { Panel } from '../../components/panel/Panel.tsx';
import { drawPage } from '../../draw-page.tsx';
import { closeDrawerOnEscape } from '../../drawer-wishes.ts';
import { isSamePlace } from '../../places.ts';
import { followLanguage } from '../../shown-language.ts';
import {
  canChange,
  connection,
  connections,
  list,
  openState,
  place,
  refresh,
  refreshing,
  senders,
  sendersTrouble,
  snapshot,
  undo,
} from '../../state.ts';
import { draft, openDraft } from './draft.ts';
import { actionsAt } from './panel-actions.ts';

function drawPanel() {
  return (
    <Panel
      connections={connections.value}
      place={place.value}
      endpoint={connection.value?.endpoint ?? ''}
      snapshot={snapshot.value}
      list={list.value}
      senders={senders.value}
      sendersTrouble={sendersTrouble.value}
      undo={isSamePlace(undo.value?.place ?? null, place.value) ? undo.value : null}
      refreshing={refreshing.value}
      canChange={canChange.value}
      draft={draft.value}
      actions={actionsAt(place.value)}
    />
  );
}

async function main(): Promise<void> {
  await Promise.all([followLanguage(), openState({ entries: true }), openDraft()]);
  addEventListener('focus', () => void refresh());
  closeDrawerOnEscape();
  drawPage(drawPanel);
}

void main();
