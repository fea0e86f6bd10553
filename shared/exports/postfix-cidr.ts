/**
 * Writes a cidr_table(5) for check_client_access. It never answers OK, because OK would let a listed client
 * relay without a login.
 */
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';
import { headingOf, segmentLines, toText } from './heading.ts';

export function renderPostfixCidr(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const { admits, groups } = enforcement;
  const observing = admits === 'anyone' && source.list.mode === 'observe';
  const others = observing
    ? 'WARN Sendgate would refuse this address'
    : admits === 'anyone'
      ? 'DUNNO'
      : 'REJECT';
  return toText([
    ...headingOf(source, enforcement),
    ...segmentLines(groups, (segment) => `${segment} DUNNO`),
    `0.0.0.0/0 ${others}`,
    `::/0 ${others}`,
  ]);
}
