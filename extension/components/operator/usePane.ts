import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * The part that is open beside a list, or over it. The browser's own Back closes it, and Forward opens it again.
 * `step` is the state of its entry in the browser's history. No name of an account goes there.
 */
export function usePane<Pane>(step: string, onClosed: (pane: Pane) => void) {
  const [pane, setPane] = useState<Pane | null>(null);
  const last = useRef<Pane | null>(null);
  const shown = useRef<Pane | null>(null);
  const closed = useRef(onClosed);
  closed.current = onClosed;
  const show = (next: Pane | null) => {
    const before = shown.current;
    shown.current = next;
    setPane(next);
    if (next === null && before !== null) closed.current(before);
  };
  useEffect(() => {
    const follow = ({ state }: PopStateEvent) => show(state === step ? last.current : null);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  return {
    pane,
    open: (next: Pane) => {
      if (history.state !== step) history.pushState(step, '');
      last.current = next;
      show(next);
    },
    close: () => {
      if (history.state === step) return history.back();
      // The part of another tab was opened after this one.
      last.current = null;
      show(null);
    },
  };
}
