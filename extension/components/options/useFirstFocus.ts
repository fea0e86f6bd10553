import { useLayoutEffect, useRef } from 'preact/hooks';

/** Focuses a control when it appears. The person asked for this control, so what they type next goes into it. */
export function useFirstFocus<Control extends HTMLElement>(wanted = true) {
  const control = useRef<Control>(null);
  useLayoutEffect(() => {
    if (wanted) control.current?.focus();
  }, []);
  return control;
}
