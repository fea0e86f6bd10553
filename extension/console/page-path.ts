/** Calls back when the path of the page changes. The script of a console changes the path without loading a page. */
export function onOtherPath(changed: () => void, signal: AbortSignal): void {
  let path = location.pathname;
  const look = () => {
    if (location.pathname === path) return;
    path = location.pathname;
    changed();
  };
  // Firefox before 147 has no `navigation`. There, a new path that the page pushed is noticed when the page comes
  // into view.
  if ('navigation' in window) navigation.addEventListener('currententrychange', look, { signal });
  addEventListener('popstate', look, { signal });
}
