import { signal } from '@preact/signals-core';
import { PANEL_WINDOW } from '../../messages/panel-opening.ts';
import type { PanelTarget } from '../../model/panel-target.ts';
import { panelTarget as kept } from '../../storage/settings.ts';

/**
 * The time for which a target is valid. If the window could not open then, the target must not surprise the person on
 * another day.
 */
const LASTING_MS = 60_000;

export const panelTarget = signal<PanelTarget | null>(null);

/**
 * Follows the target, but only in a window of its own. A panel at the side of a window is not the one that was opened
 * for it.
 */
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
