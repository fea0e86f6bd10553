/**
 * Writes directives for ngx_http_access_module or ngx_stream_access_module. The admin includes the file in the
 * right block.
 */
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';
import { headingOf, segmentLines, toText } from './heading.ts';

export function renderNginxAllow(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const { admits, groups } = enforcement;
  return toText([
    ...headingOf(source, enforcement),
    ...(admits === 'anyone'
      ? ['allow all;']
      : [...segmentLines(groups, (segment) => `allow ${segment};`), 'deny all;']),
  ]);
}
