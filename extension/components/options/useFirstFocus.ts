import { useLayoutEffect, useRef } from 'preact/hooks';

/** For a control that comes up because it was asked for: what is typed next goes into it. */
export function useFirstFocus<Control extends HTMLElement>(wanted = true) {
  const control = useRef<Control>(null);
  useLayoutEffect(() => {
    if (wanted) control.current?.focus();
  }, []);
  return control;
}
