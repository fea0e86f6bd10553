/** A list that a format can't write is refused, and no part of it is written. */
import { describe, expect, it } from 'vitest';
import type { ExportFormatName } from '../../../shared/exports/export-format-name.ts';
import { EXPORT_FORMATS, refuseExport } from '../../../shared/exports/export-formats.ts';
import { buildEntry, listOf } from '../build-allowlist.ts';
import { buildSource, SOURCES } from './build-source.ts';

describe('a list that can’t be written', () => {
  it.each(['a:b@example.com', '#a@example.com'])('in a passwd-file, for %s', (account) => {
    const source = buildSource(SOURCES.off.list, { account });
    const refused = refuseExport('dovecot-allow-nets', source);
    expect(refused).toMatchObject({ code: 'invalid-value' });
    expect(refused?.errors).toMatchObject([{ pointer: '/path/account', value: account }]);
    expect(refuseExport('postfix-cidr', source)).toBeUndefined();
  });

  it('because its ranges take too many segments', () => {
    // Each range takes 158 segments.
    const ranges = Array.from({ length: 700 }, (_, index) => {
      const block = `2001:db8:${index.toString(16)}`;
      return `${block}::1-${block}:ffff:ffff:ffff:ffff:fffe`;
    });
    const source = buildSource(
      listOf(ranges.map((range, index) => buildEntry(`e${index}`, range))),
    );
    expect(refuseExport('json', source)).toMatchObject({ code: 'limit-reached' });
    expect(refuseExport('csv', source)).toBeUndefined();
  });

  it('because its ranges and those of an included list take too many segments together', () => {
    // Each range takes 158 segments, in every format that writes segments.
    const entriesOf = (from: number) =>
      Array.from({ length: 350 }, (_, index) => {
        const block = `2001:db8:${(from + index).toString(16)}`;
        return buildEntry(`e${index}`, `${block}::1-${block}:ffff:ffff:ffff:ffff:fffe`);
      });
    const own = buildSource(listOf(entriesOf(0)));
    const included = [{ list: 'office', found: { revision: 1, entries: entriesOf(350) } }];
    for (const format of Object.keys(EXPORT_FORMATS) as ExportFormatName[]) {
      expect(refuseExport(format, own)).toBeUndefined();
      const refused = refuseExport(format, { ...own, included });
      if (format === 'csv') expect(refused).toBeUndefined();
      else expect(refused, format).toMatchObject({ code: 'limit-reached' });
    }
  });
});
