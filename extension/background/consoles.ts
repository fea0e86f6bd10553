/** Answers the tabs on providers' consoles, and tells them when there is something new. */
import { browser } from 'wxt/browser';
import { type ConsoleAnswers, type ConsoleTab, tellTab } from '../messages/console-messages.ts';
import { openPanel, openPanelWindow } from '../messages/panel-opening.ts';
import { findProviderAt } from '../model/console-hosts.ts';
import { inTurn } from '../model/in-turn.ts';
import type { ProviderConsole } from '../model/provider-hosts.ts';
import type { TabPosition } from '../model/tab-position.ts';
import { panelTarget, providerOf, tabPositions } from '../storage/settings.ts';
import { showTabStatus, wordStatus } from '../wording/access-status.ts';
import { languageTag, t } from '../wording/translate.ts';
import { readCurrentPlace, readCurrentStatus } from './current-status.ts';
import { refreshStale } from './refresh-stale.ts';

const FIRST_POSITION: TabPosition = { hidden: false, side: 'right', top: 0.5 };

/** Returns the answers to the console tabs. `ready` resolves when the texts are loaded. */
export function consoleAnswers(ready: Promise<unknown>): ConsoleAnswers {
  return {
    start: async (copy, { tabId }) => {
      await tellTab(tabId, { kind: 'copy-started', copy });
      return null;
    },
    'read-tab': async (_, { host }) => {
      await ready;
      void refreshStale(Date.now());
      return readTab(host);
    },
    'place-tab': async ({ hidden, side, top }, { host }) => {
      await keepPosition(host, { hidden, side, top });
      return null;
    },
    'open-panel': async (_, { host, windowId }) => {
      const provider = findProviderAt(host);
      if (!import.meta.env.FIREFOX) {
        await openPanel(windowId);
        await Promise.all([keepProvider(provider), aimAtOwnRow(windowId)]);
        return 'panel';
      }
      await keepProvider(provider);
      // The manifest lets only the built-in consoles frame the drawer. On added consoles the panel opens in a window.
      if (provider !== undefined) return 'drawer';
      await openWindow();
      return 'panel';
    },
    'open-window': async () => {
      await openWindow();
      return null;
    },
    'open-options': async () => {
      await browser.runtime.openOptionsPage();
      return null;
    },
  };
}

async function openWindow(): Promise<void> {
  await aimAtOwnRow(null);
  await openPanelWindow();
}

/** The tab speaks of this browser's address, so the panel shows that address first. */
async function aimAtOwnRow(windowId: number | null): Promise<void> {
  const place = await readCurrentPlace();
  if (place === null) return;
  await panelTarget.setValue({ place, view: 'own', entryId: null, windowId, at: Date.now() });
}

/** Tells the consoles that are in view. The others ask when they come into view. */
export async function tellConsoles(): Promise<void> {
  const tabs = await browser.tabs.query({ active: true });
  const ids = tabs.flatMap(({ id }) => id ?? []);
  await Promise.all(ids.map((id) => tellTab(id, { kind: 'tab-changed' })));
}

/**
 * Remembers the provider on whose console the panel was opened. The shown account most likely belongs to that
 * provider, so its password is changed there, too.
 */
async function keepProvider(provider: ProviderConsole | undefined): Promise<void> {
  const place = await readCurrentPlace();
  if (place !== null && provider) await providerOf(place).setValue(provider.name);
}

const keepPosition = inTurn(async (host: string, position: TabPosition) => {
  await tabPositions.setValue({ ...(await tabPositions.getValue()), [host]: position });
});

async function readTab(host: string): Promise<ConsoleTab> {
  const [positions, { place, snapshot, status }] = await Promise.all([
    tabPositions.getValue(),
    readCurrentStatus(),
  ]);
  return {
    state: showTabStatus(status),
    text: wordStatus(status, snapshot, place?.account ?? ''),
    position: positions[host] ?? FIRST_POSITION,
    language: languageTag(),
    words: {
      open: t('console.open'),
      move: t('console.move'),
      hide: t('console.hide', [host]),
      hidden: t('console.hidden'),
      showAgain: t('console.showAgain'),
      undo: t('words.undo'),
      close: t('console.close'),
      panel: t('console.panel'),
    },
  };
}
