/** The files that `GET …/export` gives are taken by the extension's import as they are. */
import { expect, it } from 'vitest';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import { exportAllowlist } from '../../../../extension/components/transfer/export-allowlist.ts';
import { planImport } from '../../../../extension/components/transfer/plan-import.ts';
import type { Entry } from '../../../../shared/allowlist.ts';
import { EXPORT_FORMATS } from '../../../../shared/exports/export-formats.ts';
import { readList } from '../../../../shared/read-list/read-list.ts';
import { buildEntry, HOUR, listOf, NOW } from '../../../shared/build-allowlist.ts';
import { buildList } from '../../support/build-list.ts';

const ENTRIES: readonly Entry[] = [
  buildEntry('e1', '203.0.113.7', { remark: 'Office, "west"' }),
  buildEntry('e2', '2001:db8::/64', { expiresAt: NOW + HOUR }),
  buildEntry('e3', '192.0.2.1-192.0.2.9', { remark: '=1+1' }),
];

const sourceOf = (entries: readonly Entry[]) => ({
  account: 'sender@example.com',
  revision: 7,
  suspended: false,
  list: listOf(entries, { mode: entries.length > 0 ? 'enforce' : 'off' }),
});

const planOf = (text: string) => planImport(readKnownList(buildList()), readList(text), NOW);

it.each(['csv', 'json'] as const)('as %s: each entry with its terms', (format) => {
  const { added, bad, present, mends } = planOf(
    EXPORT_FORMATS[format].render(sourceOf(ENTRIES), NOW),
  );
  expect([...bad, ...present, ...mends]).toEqual([]);
  expect(added.map(({ entry }) => ({ remark: '', expiresAt: null, ...entry }))).toEqual(
    ENTRIES.map(({ format: form, value, remark, expiresAt }) => ({
      format: form,
      value,
      remark,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    })),
  );
});

it.each(['csv', 'json'] as const)(
  'as %s: an empty list gives nothing, and nothing bad',
  (format) => {
    const empty = { ...buildList(), mode: 'off' as const };
    for (const text of [
      EXPORT_FORMATS[format].render(sourceOf([]), NOW),
      exportAllowlist(empty, format, NOW).text,
    ]) {
      const { added, bad, present, mends, together } = planOf(text);
      expect([...added, ...bad, ...present, ...mends], text).toEqual([]);
      expect(together).toBeNull();
    }
  },
);
