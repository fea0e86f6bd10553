import { signal } from '@preact/signals-core';
import { browser } from 'wxt/browser';
import { PANEL_WINDOW } from '../../messages/panel-opening.ts';
import type { PanelTarget } from '../../model/panel-target.ts';
import { panelTarget as kept } from '../../storage/settings.ts';

/**
 * The time for which a target is valid. If the panel could not open then, the target must not surprise the person on
 * another day.
 */
const LASTING_MS = 60_000;

export const panelTarget = signal<PanelTarget | null>(null);

/** Follows the targets that are meant for this panel. Each window of the browser may have its own. */
export async function openPanelTarget(): Promise<void> {
  const windowId = location.hash === PANEL_WINDOW ? null : await findOwnWindow();
  if (windowId === undefined) return;
  kept.watch((value) => {
    if (value === null || value.windowId === windowId) panelTarget.value = value;
  });
  const waiting = await kept.getValue();
  if (waiting === null || waiting.windowId !== windowId) return;
  if (waiting.at > Date.now() - LASTING_MS) panelTarget.value = waiting;
}

export async function clearPanelTarget(): Promise<void> {
  panelTarget.value = null;
  await kept.setValue(null);
}

async function findOwnWindow(): Promise<number | undefined> {
  return (await browser.windows.getCurrent().catch(() => undefined))?.id;
}
