import { useSettled } from '../useSettled.ts';

const PAUSE_MS = 800;

/** A summary for screen readers. It is spoken when the typing pauses, not at every key. */
export function SpokenSummary({ text }: { readonly text: string }) {
  return (
    <p class="unseen" role="status">
      {useSettled(text, PAUSE_MS)}
    </p>
  );
}
