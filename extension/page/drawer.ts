/** Functions of a page that is shown in a console's drawer. */
import { type DrawerRequest, requestFromBackground } from '../messages/drawer-requests.ts';

/** Sends a request to the background. If the extension has just been replaced, nobody answers. */
export function request(wanted: DrawerRequest): void {
  void requestFromBackground(wanted).catch(() => undefined);
}

export function closeDrawerOnEscape(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) request({ kind: 'close-drawer' });
  });
}
