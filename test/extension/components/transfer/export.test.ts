import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import { exportAllowlist } from '../../../../extension/components/transfer/export-allowlist.ts';
import { planImport } from '../../../../extension/components/transfer/plan-import.ts';
import { listObjectName } from '../../../../shared/list-name.ts';
import { readList } from '../../../../shared/read-list/read-list.ts';
import { HOUR, NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const GONE = new Date(NOW - HOUR).toISOString();
const LATER = new Date(NOW + HOUR).toISOString();

function importInto(list: ReturnType<typeof buildList>, text: string) {
  return planImport(readKnownList(list), readList(text), NOW);
}

describe.each(['csv', 'json'] as const)('an export as %s', (kind) => {
  it('imports as what it was', () => {
    const remark = fc
      .string({ unit: fc.constantFrom('a', '"', ',', ';', "'", '=', '+', '备', ' ', '\\') })
      .map((text) => text.trim());
    fc.assert(
      fc.property(remark, remark, (one, other) => {
        const list = buildList(
          entry('e1', '203.0.113.7', { remark: one }),
          entry('e2', '2001:db8::/64', { remark: other, expiresAt: LATER }),
          entry('e3', '192.0.2.1-192.0.2.9', { createdBy: { tokenId: 't', name: one } }),
          entry('e4', '198.51.100.1', { expiresAt: GONE, expired: true }),
        );
        const { text } = exportAllowlist(list, kind, NOW);
        const { added, bad, present, mends } = importInto(buildList(), text);
        expect([...bad, ...present, ...mends]).toEqual([]);
        const read = added.map(({ entry: sent }) => ({
          remark: '',
          expiresAt: null,
          ...sent,
        }));
        expect(read).toEqual(
          list.entries.map(({ format, value, remark: kept, expiresAt }) => {
            return { format, value, remark: kept, expiresAt };
          }),
        );
      }),
    );
  });

  it('adds nothing where everything is there still', () => {
    const list = buildList(entry('e1', '203.0.113.7'), entry('e2', '2001:db8::/64'));
    const { added, present, bad } = importInto(list, exportAllowlist(list, kind, NOW).text);
    expect(added).toEqual([]);
    expect(bad).toEqual([]);
    expect(present).toHaveLength(2);
  });

  it('is named by the account and the day, as any system takes it', () => {
    const named = (account: string) => exportAllowlist({ ...buildList(), account }, kind, NOW).name;
    expect(named('sender@example.com')).toBe(`allowlist-sender@example.com-2030-01-31.${kind}`);
    expect(named('a/b\\c:d*e')).toBe(`allowlist-a_b_c_d_e-2030-01-31.${kind}`);
  });

  it('of a shared list is named by the list, and imports alike', () => {
    const list = { ...buildList(entry('e1', '203.0.113.7')), account: listObjectName('office') };
    const { name, text } = exportAllowlist(list, kind, NOW);
    expect(name).toBe(`allowlist-office-2030-01-31.${kind}`);
    expect(importInto(buildList(), text).added).toHaveLength(1);
    expect(text).not.toMatch(/u0000|enforce/);
  });
});

describe('an export as csv', () => {
  it('gives a spreadsheet no formula, whoever wrote it', () => {
    const list = buildList(
      entry('e1', '203.0.113.7', {
        remark: '=HYPERLINK("https://x.example","y")',
        createdBy: { tokenId: 't', name: '@Ada' },
      }),
    );
    expect(exportAllowlist(list, 'csv', NOW).text).toBe(
      [
        '\ufeffvalue,format,remark,expiresAt,createdAt,createdBy',
        `203.0.113.7,address,"'=HYPERLINK(""https://x.example"",""y"")",,2030-01-31T08:00:00.000Z,'@Ada`,
        '',
      ].join('\r\n'),
    );
  });
});
