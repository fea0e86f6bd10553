import { signal } from '@preact/signals-core';
import type { Draft } from '../../model/draft.ts';
import { draft as kept } from '../../storage/settings.ts';

/**
 * The time for which a draft is offered. If the panel could not open then, old values must not appear on another day.
 */
const LASTING_MS = 600_000;

/** Values from a page or from the senders. They wait to be added. */
export const draft = signal<Draft | null>(null);

export async function openDraft(): Promise<void> {
  kept.watch((value) => {
    draft.value = value;
  });
  const waiting = await kept.getValue();
  if (waiting !== null && waiting.at > Date.now() - LASTING_MS) draft.value = waiting;
}

/** Offers values in this page only. */
export function offerDraft(values: readonly string[], remark: string): void {
  draft.value = { values, remark, at: Date.now() };
}

export async function takeDraft(): Promise<void> {
  draft.value = null;
  await kept.setValue(null);
}
