import { render } from 'preact';
import { browser } from 'wxt/browser';
import { carryOut, takeBack } from '../../changes.ts';
import { describeBrowser } from '../../components/popup/describe-browser.ts';
import { Popup } from '../../components/popup/Popup.tsx';
import type { PopupActions } from '../../components/popup/popup-actions.ts';
import { openPanel } from '../../panel-opening.ts';
import { isSamePlace } from '../../places.ts';
import { type QuickAdd, quickAdd } from '../../settings.ts';
import {
  canChange,
  choosePlace,
  connection,
  connections,
  openState,
  place,
  refresh,
  refreshing,
  settled,
  snapshot,
  undo,
} from '../../state.ts';
import { openLanguage, t } from '../../translate.ts';

interface PageProps {
  readonly quickAdd: QuickAdd;
  readonly browserName: string;
  readonly actions: PopupActions;
}

function Page(props: PageProps) {
  const isOfPlace = isSamePlace(undo.value?.place ?? null, place.value);
  return (
    <Popup
      {...props}
      connections={connections.value}
      place={place.value}
      connection={connection.value}
      snapshot={snapshot.value}
      refreshing={refreshing.value}
      canChange={canChange.value}
      undo={isOfPlace ? undo.value : null}
    />
  );
}

function actionsIn(windowId: number): PopupActions {
  return {
    choosePlace: (next) => void choosePlace(next),
    settle: settled,
    change: carryOut,
    keepQuickAdd: (kept) => void quickAdd.setValue(kept),
    takeBack: async (offered) => {
      const answer = await takeBack(offered);
      return answer.ok ? null : answer.error;
    },
    refresh: () => void refresh(),
    copy: (text) => navigator.clipboard.writeText(text),
    openOptions: () => void browser.runtime.openOptionsPage().then(() => close()),
    openPanel: () => void openPanel(windowId).then(() => close()),
  };
}

/** Chromium's, of which the types of the DOM know nothing yet. */
interface BrandedNavigator extends Navigator {
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] };
}

function nameBrowser({ userAgent, userAgentData }: BrandedNavigator): string {
  const brands = userAgentData?.brands.map(({ brand }) => brand) ?? [];
  const { browser: name, system } = describeBrowser({ userAgent, brands });
  return name === '' || system === '' ? name : t('popup.browserOn', [name, system]);
}

async function main(): Promise<void> {
  const [kept, { id = browser.windows.WINDOW_ID_CURRENT }] = await Promise.all([
    quickAdd.getValue(),
    browser.windows.getCurrent(),
    openLanguage(),
    openState({ entries: false }),
  ]);
  const root = document.getElementById('app');
  if (root === null) return;
  const page = (
    <Page quickAdd={kept} browserName={nameBrowser(navigator)} actions={actionsIn(id)} />
  );
  render(page, root);
}

void main();
