/**
 * Writes a file with the items of a host list. Each line of such a file is one item, so the colons of IPv6 need
 * no escape.
 */
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';
import { headingOf, segmentLines, toText } from './heading.ts';

const ITEMS = { anyone: ['*'], 'no-one': ['!*'] };

export function renderEximHostlist(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const { admits, groups } = enforcement;
  return toText([
    ...headingOf(source, enforcement),
    ...(admits === 'listed' ? segmentLines(groups, (segment) => segment) : ITEMS[admits]),
  ]);
}
