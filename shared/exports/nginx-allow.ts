/**
 * Writes directives for ngx_http_access_module or ngx_stream_access_module. The admin includes the file in the
 * right block.
 */
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';
import { headingOf, toText } from './heading.ts';

export function renderNginxAllow(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const { admits, segments } = enforcement;
  const allowed = admits === 'anyone' ? ['all'] : segments;
  return toText([
    ...headingOf(source, enforcement),
    ...allowed.map((addresses) => `allow ${addresses};`),
    ...(admits === 'anyone' ? [] : ['deny all;']),
  ]);
}
