import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../shared/read-list/read-list.ts';
import { buildEntry, HOUR, listOf, NOW } from '../build-allowlist.ts';
import { buildSource, INCLUDED, render, SOURCES } from './build-source.ts';

const HEADER = 'id,format,value,remark,createdAt,createdBy,expiresAt,expired,list';

/** Reads rows of cells by RFC 4180, without shared/. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      rows.push(cells);
      cells = [];
    }
  }
  return rows;
}

const csvOf = (remark: string, name = 'desk') =>
  render(
    'csv',
    buildSource(
      listOf([buildEntry('e1', '192.0.2.1', { remark, createdBy: { tokenId: 't1', name } })]),
    ),
  );

describe('csv', () => {
  it('has every entry with its expiry, the expired ones too', () => {
    const list = listOf([
      buildEntry('e1', '192.0.2.0/24', { remark: 'Office, 2nd floor' }),
      buildEntry('e2', '2001:db8::1-2001:db8::9', { expiresAt: NOW + HOUR }),
      buildEntry('e3', '192.0.2.9', { expiresAt: NOW, remark: 'the "old" one' }),
    ]);
    const made = '2030-01-31T08:00:00.000Z,manager';
    expect(render('csv', buildSource(list)).split('\r\n')).toEqual([
      HEADER,
      `e1,segment,192.0.2.0/24,"Office, 2nd floor",${made},,false,`,
      `e2,range,2001:db8::1-2001:db8::9,,${made},2030-01-31T09:00:00.000Z,false,`,
      `e3,address,192.0.2.9,"the ""old"" one",${made},2030-01-31T08:00:00.000Z,true,`,
      '',
    ]);
  });

  it('names the list of each entry of an included one, and has each range once, where it is live', () => {
    const rows = parseCsv(render('csv', SOURCES['extended by lists'])).slice(1);
    expect(rows.map(([id, , value, , , , , expired, list]) => [id, value, expired, list])).toEqual([
      ['e1', '192.0.2.0/24', 'false', ''],
      ['e2', '198.51.100.6-198.51.100.8', 'false', ''],
      ['e3', '2001:db8:1::/48', 'false', ''],
      ['o1', '192.0.3.0/31', 'false', 'office'],
      ['o2', '198.51.100.9', 'true', 'office'],
      ['h2', '203.0.113.9', 'false', 'home'],
      ['h3', '2001:db8:2::/48', 'false', 'home'],
    ]);
  });

  it.each(['office', 'blocked', 'denied-10', '10-20', 'f', 'list'])(
    'is read again with the entries of a list called %s, and their terms',
    (list) => {
      const included = INCLUDED.map((each) => ({ ...each, list }));
      const text = render('csv', buildSource(SOURCES.enforced.list, { included }));
      const { rows, rejects } = readList(text);
      expect(rejects).toEqual([]);
      expect(rows.map(({ value, remark, expiresAt }) => [value, remark, expiresAt])).toEqual([
        ['192.0.2.0/24', '', null],
        ['198.51.100.6-198.51.100.8', '', null],
        ['2001:db8:1::/48', '', null],
        ['192.0.3.0/31', 'Desk', null],
        ['198.51.100.9', '', new Date(NOW).toISOString()],
        ['203.0.113.9', '', null],
        ['2001:db8:2::/48', '', null],
      ]);
    },
  );

  it('of an empty list is its header', () => {
    expect(render('csv', buildSource(listOf([])))).toBe(`${HEADER}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1', '=HYPERLINK("http://192.0.2.1")'])(
    'gives %j as text, not as a formula',
    (remark) => {
      expect(parseCsv(csvOf(remark))[1]?.[3]).toBe(`'${remark}`);
      expect(parseCsv(csvOf('', remark))[1]?.[5]).toBe(`'${remark}`);
    },
  );

  it.each(['x;=1+1', 'x\t+1', 'a,@SUM(A1)', 'x; -1;=2'])(
    'gives %j as text to programs that part cells at other signs, too',
    (remark) => {
      const line = csvOf(remark).split('\r\n')[1] ?? '';
      for (const separator of [';', '\t', ',']) {
        for (const cell of line.split(separator)) expect(cell).not.toMatch(/^"?\s*[=+\-@]/);
      }
      expect(line).toContain('"');
    },
  );

  it('gives back every remark, with an apostrophe at most where a cell could begin', () => {
    const remark = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '=', ' ', 'x') }),
    );
    const unguarded = (text: string) => text.replaceAll(/(^|[;,\t\r\n])'+/g, '$1');
    fc.assert(
      fc.property(remark, (text) => {
        const rows = parseCsv(csvOf(text));
        expect(rows).toHaveLength(2);
        expect(rows[1]).toHaveLength(9);
        const cell = rows[1]?.[3] ?? '';
        expect(unguarded(cell)).toBe(unguarded(text));
        expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
      { numRuns: 2_000 },
    );
  });
});
