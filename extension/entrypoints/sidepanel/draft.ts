import { signal } from '@preact/signals-core';
import type { Draft } from '../../model/draft.ts';
import { draft as kept } from '../../storage/settings.ts';

/** A panel that could not open then is not to surprise with them another day. */
const LASTING_MS = 600_000;

/** Values that were found, in a page or among the senders, and wait to be added. */
export const draft = signal<Draft | null>(null);

export async function openDraft(): Promise<void> {
  kept.watch((value) => {
    draft.value = value;
  });
  const waiting = await kept.getValue();
  if (waiting !== null && waiting.at > Date.now() - LASTING_MS) draft.value = waiting;
}

/** For this page alone. */
export function offerDraft(values: readonly string[], remark: string): void {
  draft.value = { values, remark, at: Date.now() };
}

export async function takeDraft(): Promise<void> {
  draft.value = null;
  await kept.setValue(null);
}
