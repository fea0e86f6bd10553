import { useSettled } from './useSettled.ts';

const PAUSE_MS = 800;

/** For screen readers: said when things have come to rest, not at every key. */
export function SpokenSummary({ text }: { readonly text: string }) {
  return (
    <p class="unseen" role="status">
      {useSettled(text, PAUSE_MS)}
    </p>
  );
}
