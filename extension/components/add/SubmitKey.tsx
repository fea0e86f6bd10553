const isMac = () => navigator.platform.startsWith('Mac');

/** The keys that submit a form from wherever one is in it; shown where the button says what it does. */
export function SubmitKey() {
  return (
    <span class="key" aria-hidden="true">
      {' '}
      {isMac() ? '⌘ ⏎' : 'Ctrl ⏎'}
    </span>
  );
}

/** Enter alone begins the next line of a text. */
export function submitOnKey(
  event: KeyboardEvent & { readonly currentTarget: HTMLFormElement },
): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
