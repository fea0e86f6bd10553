import type * as api from '../api.ts';
import { findListName } from '../list-name.ts';
import { toWireAllowlist, toWireEntry } from '../wire.ts';
import { enforcementOf } from './enforcement.ts';
import type { ExportSource, IncludedSource } from './export-source.ts';

/**
 * Returns the list as `GET …/allowlist` shows it, the lists that it includes with their entries, and the addresses that
 * all of them let in. A shared list includes none, and has no mode.
 */
export function toWireExport(
  source: ExportSource,
  now: number,
): api.AllowlistExport | api.SharedListExport {
  const enforcement = enforcementOf(source, now);
  const admitted = { admits: enforcement.admits, segments: [...enforcement.segments] };
  const shown = toWireAllowlist(source, source.list, now);
  const list = findListName(source.account);
  if (list !== undefined) {
    const { revision, count, expired, limit, entries } = shown;
    return { list, revision, count, expired, limit, entries, ...admitted };
  }
  const lists = (source.included ?? []).map((each) => toWireIncluded(each, now));
  return { ...shown, lists, ...admitted };
}

function toWireIncluded({ list, found }: IncludedSource, now: number): api.ExportedList {
  if (found === null) return { list, gone: true };
  const { revision, entries } = found;
  return { list, revision, entries: entries.map((entry) => toWireEntry(entry, now)) };
}

export function renderJson(source: ExportSource, now: number): string {
  return `${JSON.stringify(toWireExport(source, now), null, 2)}\n`;
}
