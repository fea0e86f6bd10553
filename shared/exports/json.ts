import type * as api from '../api.ts';
import { toWireAllowlist } from '../wire.ts';
import { enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';

/** Returns the list as `GET …/allowlist` shows it, and the addresses that it lets in. */
export function toWireExport(source: ExportSource, now: number): api.AllowlistExport {
  const { admits, segments } = enforcementOf(source, now);
  return {
    ...toWireAllowlist(source, source.list, now),
    admits,
    segments: [...segments],
  };
}

export function renderJson(source: ExportSource, now: number): string {
  return `${JSON.stringify(toWireExport(source, now), null, 2)}\n`;
}
