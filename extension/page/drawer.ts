/** What a page does that stands in a console's drawer. */
import { type Wish, wishFor } from '../messages/drawer-wishes.ts';

/** The background may have just been replaced: then there is nobody to wish from. */
export function wish(wanted: Wish): void {
  void wishFor(wanted).catch(() => undefined);
}

export function closeDrawerOnEscape(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) wish({ kind: 'close-drawer' });
  });
}
