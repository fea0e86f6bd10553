/** What a page does that stands in a console's drawer. */
import { type DrawerRequest, requestFromBackground } from '../messages/drawer-requests.ts';

/** The background may have just been replaced: then nobody answers. */
export function request(wanted: DrawerRequest): void {
  void requestFromBackground(wanted).catch(() => undefined);
}

export function closeDrawerOnEscape(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) request({ kind: 'close-drawer' });
  });
}
