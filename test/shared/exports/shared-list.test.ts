/** The export of a shared list, which has no login and no mode. */
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../shared/allowlist.ts';
import type { ExportFormatName } from '../../../shared/exports/export-format-name.ts';
import { EXPORT_FORMATS, refuseExport } from '../../../shared/exports/export-formats.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { buildEntry, listOf } from '../build-allowlist.ts';
import { buildSource, render } from './build-source.ts';

describe('a shared list by itself', () => {
  const shared = (entries: readonly Entry[]) =>
    buildSource(listOf(entries, { isShared: true }), { account: listObjectName('office') });
  const source = shared([buildEntry('o1', '192.0.2.0/24')]);

  it('is called by its name, and lets in its entries alone', () => {
    expect(render('exim-hostlist', source)).toBe(
      '# Sendgate: the shared list office at revision 7\n# Only these addresses may send.\n192.0.2.0/24\n',
    );
    expect(render('exim-hostlist', shared([])).split('\n')[2]).toBe('!*');
  });

  it('has no mode as JSON, and no U+0000 in any format', () => {
    expect(JSON.parse(render('json', source))).toEqual({
      list: 'office',
      revision: 7,
      count: 1,
      expired: 0,
      limit: 10,
      entries: [expect.objectContaining({ id: 'o1', value: '192.0.2.0/24' })],
      admits: 'listed',
      segments: ['192.0.2.0/24'],
    });
    for (const format of Object.keys(EXPORT_FORMATS) as ExportFormatName[]) {
      if (refuseExport(format, source)) continue;
      expect(render(format, source)).not.toMatch(/\0|\\u0000/);
    }
  });

  it('is no line of a passwd-file, since it has no login', () => {
    const refused = refuseExport('dovecot-allow-nets', source);
    expect(refused).toMatchObject({ code: 'invalid-value' });
    expect(refused?.errors).toMatchObject([
      { pointer: '/query/format', value: 'dovecot-allow-nets' },
    ]);
  });
});
