import { useEffect, useRef, useState } from 'preact/hooks';

/** The part beside the list, or over it: an account, or the form for a new one. */
export type Pane =
  | { readonly kind: 'account'; readonly name: string }
  | { readonly kind: 'create' };

/** The state of the entry in the browser's history. No name of an account goes there. */
const OPENED = 'pane';

/** The part that is open. The browser's own Back closes it, and Forward opens it again. */
export function usePane(onClosed: (pane: Pane) => void) {
  const [pane, setPane] = useState<Pane | null>(null);
  const last = useRef<Pane | null>(null);
  const closed = useRef(onClosed);
  closed.current = onClosed;
  useEffect(() => {
    const follow = ({ state }: PopStateEvent) => {
      const next = state === OPENED ? last.current : null;
      setPane(next);
      if (next === null && last.current) closed.current(last.current);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  return {
    pane,
    open: (next: Pane) => {
      if (history.state !== OPENED) history.pushState(OPENED, '');
      last.current = next;
      setPane(next);
    },
    close: () => history.back(),
  };
}
