import { signal } from '@preact/signals';
import { type Draft, draft as kept } from '../../settings.ts';

/** Values that were found in a page and wait to be added. */
export const draft = signal<Draft | null>(null);

export async function openDraft(): Promise<void> {
  kept.watch((value) => {
    draft.value = value;
  });
  draft.value = await kept.getValue();
}

export async function takeDraft(): Promise<void> {
  draft.value = null;
  await kept.setValue(null);
}
