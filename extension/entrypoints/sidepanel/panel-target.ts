import { signal } from '@preact/signals-core';
import { PANEL_WINDOW } from '../../messages/panel-opening.ts';
import type { PanelTarget } from '../../model/panel-target.ts';
import { panelTarget as kept } from '../../storage/settings.ts';

/** A window that could not open then is not to surprise with it another day. */
const LASTING_MS = 60_000;

export const panelTarget = signal<PanelTarget | null>(null);

/** A panel that stands beside pages is not the window that was opened for it. */
export async function openPanelTarget(): Promise<void> {
  if (location.hash !== PANEL_WINDOW) return;
  kept.watch((value) => {
    panelTarget.value = value;
  });
  const waiting = await kept.getValue();
  if (waiting !== null && waiting.at > Date.now() - LASTING_MS) panelTarget.value = waiting;
}

export async function clearPanelTarget(): Promise<void> {
  panelTarget.value = null;
  await kept.setValue(null);
}
