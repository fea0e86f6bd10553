import { signal } from '@preact/signals-core';
import { PANEL_WINDOW } from '../../messages/panel-opening.ts';
import type { PanelWish } from '../../model/panel-wish.ts';
import { panelWish as kept } from '../../storage/settings.ts';

/** A window that could not open then is not to surprise with it another day. */
const LASTING_MS = 60_000;

export const panelWish = signal<PanelWish | null>(null);

/** A panel that stands beside pages is not the window that was opened for it. */
export async function openPanelWish(): Promise<void> {
  if (location.hash !== PANEL_WINDOW) return;
  kept.watch((value) => {
    panelWish.value = value;
  });
  const waiting = await kept.getValue();
  if (waiting !== null && waiting.at > Date.now() - LASTING_MS) panelWish.value = waiting;
}

export async function takePanelWish(): Promise<void> {
  panelWish.value = null;
  await kept.setValue(null);
}
