import type { Allowlist } from '../../../shared/allowlist.ts';
import type { ExportFormatName } from '../../../shared/exports/export-format-name.ts';
import { EXPORT_FORMATS } from '../../../shared/exports/export-formats.ts';
import type { ExportSource, IncludedSource } from '../../../shared/exports/export-source.ts';
import { buildEntry, HOUR, listOf, NOW, OFF_LIST } from '../build-allowlist.ts';

export function buildSource(list: Allowlist, terms: Partial<ExportSource> = {}): ExportSource {
  return { account: 'ada@example.com', revision: 7, suspended: false, list, ...terms };
}

const entries = [
  buildEntry('e1', '192.0.2.0/24'),
  buildEntry('e2', '198.51.100.6-198.51.100.8'),
  buildEntry('e3', '2001:db8:1::/48'),
  buildEntry('e4', '203.0.113.9', { expiresAt: NOW }),
];
const expired = entries.map((entry) => ({ ...entry, expiresAt: NOW - HOUR }));

/**
 * Two shared lists, and one that was deleted. The second repeats a range of the account, and has the address whose entry
 * has expired there.
 */
export const INCLUDED: readonly IncludedSource[] = [
  {
    list: 'office',
    found: {
      revision: 3,
      entries: [
        buildEntry('o1', '192.0.3.0/31', { remark: 'Desk' }),
        buildEntry('o2', '198.51.100.9', { expiresAt: NOW }),
      ],
    },
  },
  { list: 'old', found: null },
  {
    list: 'home',
    found: {
      revision: 5,
      entries: [
        buildEntry('h1', '192.0.2.0/24'),
        buildEntry('h2', '203.0.113.9'),
        buildEntry('h3', '2001:db8:2::/48'),
      ],
    },
  },
];
const lists = INCLUDED.map(({ list }) => list);

/** A list in every state that changes who may send. */
export const SOURCES = {
  enforced: buildSource(listOf(entries)),
  observed: buildSource(listOf(entries, { mode: 'observe' })),
  off: buildSource(OFF_LIST),
  expired: buildSource(listOf(expired)),
  suspended: buildSource(listOf(entries), { suspended: true }),
  'off and suspended': buildSource(OFF_LIST, { suspended: true }),
  'extended by lists': buildSource(listOf(entries, { lists }), { included: INCLUDED }),
  'made of lists alone': buildSource(listOf([], { lists }), { included: INCLUDED }),
  'suspended and extended': buildSource(listOf(entries, { lists }), {
    suspended: true,
    included: INCLUDED,
  }),
} as const;

/** The segments of the enforced list, in the order of its entries. The range takes two segments. */
export const SEGMENTS = ['192.0.2.0/24', '198.51.100.6/31', '198.51.100.8/32', '2001:db8:1::/48'];
/** The addresses of UNLISTED that the lists let in. */
export const LISTED_BY_LISTS = ['192.0.3.0', '2001:db8:2::', '203.0.113.9'];
export const LISTED = ['192.0.2.0', '192.0.2.255', '198.51.100.7', '198.51.100.8', '2001:db8:1::7'];
/** The last address is on an entry that has expired. */
export const UNLISTED = [
  '192.0.3.0',
  '198.51.100.5',
  '198.51.100.9',
  '2001:db8:2::',
  '203.0.113.9',
];

export function render(format: ExportFormatName, source: ExportSource, now = NOW): string {
  return EXPORT_FORMATS[format].render(source, now);
}
