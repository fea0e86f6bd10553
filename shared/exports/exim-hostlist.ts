/** A file of items for a host list. In a file each line is an item, so the colons of IPv6 stand as they are. */
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';
import { headingOf, toText } from './heading.ts';

const ITEMS = { anyone: ['*'], 'no-one': ['!*'] };

export function renderEximHostlist(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const { admits, segments } = enforcement;
  return toText([
    ...headingOf(source, enforcement),
    ...(admits === 'listed' ? segments : ITEMS[admits]),
  ]);
}
