/** Calls back when the page has another path: a console's own script changes it, and nothing loads. */
export function onOtherPath(changed: () => void, signal: AbortSignal): void {
  let path = location.pathname;
  const look = () => {
    if (location.pathname === path) return;
    path = location.pathname;
    changed();
  };
  // Without it, as in Firefox before 147, a page that was pushed is noticed when it comes into view.
  if ('navigation' in window) navigation.addEventListener('currententrychange', look, { signal });
  addEventListener('popstate', look, { signal });
}
