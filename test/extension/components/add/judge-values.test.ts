import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAcceptable,
  type Judgement,
  judgeValues,
} from '../../../../extension/components/add/judge-values.ts';
import { readKnownList } from '../../../../extension/components/add/known-list.ts';
import type { WithExpired } from '../../../../extension/model/live-entries.ts';
import type * as api from '../../../../shared/api.ts';
import { addEntries } from '../../../../shared/change-allowlist.ts';
import { warningsOf } from '../../../../shared/change-warnings.ts';
import { isWide } from '../../../../shared/ip-range.ts';
import { specialBlocksOf } from '../../../../shared/special-purpose.ts';
import type { ValueFormat } from '../../../../shared/value-problem.ts';
import { toWireAllowlist } from '../../../../shared/wire.ts';
import { mutatedAddressText } from '../../../shared/arbitrary-addresses.ts';
import { arbitraryExpiry, arbitraryValue } from '../../../shared/arbitrary-values.ts';
import {
  addition,
  buildEntry,
  buildOrigin,
  listOf,
  NOW,
  recordAt,
} from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

/** Reads one value from each line. */
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter(({ text: typed }) => typed !== '');

const MOMENT = 1_000;
const format = fc.constantFrom<ValueFormat>('address', 'segment', 'range');

const listed = fc
  .uniqueArray(fc.tuple(arbitraryValue, arbitraryExpiry), {
    maxLength: 6,
    selector: ([{ first, last }]) => `${first}-${last}`,
  })
  .chain((values) =>
    fc.integer({ min: values.length, max: values.length + 4 }).map((limit) =>
      listOf(
        values.map(([{ text }, expiresAt], index) => buildEntry(`e${index}`, text, { expiresAt })),
        { limit: Math.max(1, limit), mode: values.length === 0 ? 'off' : 'enforce' },
      ),
    ),
  );

/**
 * Mostly values of the format. Some are of another format, some are spoilt, and some add up to a
 * whole family.
 */
const typedAs = (chosen: ValueFormat) =>
  fc
    .array(
      fc.oneof(
        {
          weight: 12,
          arbitrary: arbitraryValue
            .filter((value) => value.format === chosen)
            .map(({ text }) => text),
        },
        { weight: 1, arbitrary: arbitraryValue.map(({ text }) => text) },
        { weight: 1, arbitrary: mutatedAddressText },
        {
          weight: 1,
          arbitrary: fc.constantFrom('0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1', '0.0.0.0/0'),
        },
      ),
      { maxLength: 5 },
    )
    .map((values) => values.join('\n'));

const typed = format.chain((chosen) => fc.tuple(fc.constant(chosen), typedAs(chosen)));

const given = fc.tuple(listed, typed).map(([wanted, [chosen, text]]) => {
  const lines = linesOf(text);
  const wire: WithExpired<api.Allowlist> = toWireAllowlist(recordAt(1), wanted, MOMENT);
  const known = readKnownList(wire);
  // A Worker that does not say how many entries have expired counts the expired ones against the
  // limit.
  const more = wire.expired === undefined ? wire.entries.filter(({ expired }) => expired) : [];
  const list = { ...wanted, limit: wanted.limit + more.length };
  const values = lines.map((line) => ({ ...line, format: chosen }));
  const request = addition(
    chosen,
    lines.map((line) => line.text),
  );
  return { list, lines, judgement: judgeValues(known, values, MOMENT), request };
});

/** The notes that the panel gives on values before they are added, in the Worker's own codes. */
function notesOf({ sound }: Judgement): string[] {
  return sound.flatMap(({ text, value, range, cover, renews, hostBitsDropped }) => [
    ...(hostBitsDropped ? [`host-bits-dropped ${text}`] : []),
    ...(renews ? [`renewed ${value}`] : []),
    ...(cover ? [`covered ${value}`] : []),
    ...(isWide(range) ? [`wide ${value}`] : []),
    ...(specialBlocksOf(range).length > 0 ? [`special-purpose ${value}`] : []),
  ]);
}

const judge = (list: ReturnType<typeof buildList>, chosen: ValueFormat, text: string) =>
  judgeValues(
    readKnownList(list),
    linesOf(text).map((line) => ({ ...line, format: chosen })),
    NOW,
  );

describe('the judgement of typed values', () => {
  it('accepts exactly what the Worker adds', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(given, ({ list, lines, judgement, request }) => {
        const wouldBeAdded = lines.length > 0 && addEntries(list, request, buildOrigin(MOMENT)).ok;
        if (wouldBeAdded) accepted++;
        else refused++;
        expect(isAcceptable(judgement)).toBe(wouldBeAdded);
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it('names the lines that the Worker names', () => {
    let compared = 0;
    fc.assert(
      fc.property(given, ({ list, lines, judgement, request }) => {
        const result = addEntries(list, request, buildOrigin(MOMENT));
        const pointers = result.ok ? [] : (result.error.errors ?? []).map(({ pointer }) => pointer);
        const named = pointers.filter((pointer) => pointer !== '/values');
        // The Worker looks for duplicates only among values that it can read.
        const unreadable = judgement.flaws.filter(({ why }) => why.kind === 'unreadable');
        const flaws = unreadable.length > 0 ? unreadable : judgement.flaws;
        const indexes = flaws.map(({ line }) => lines.findIndex((other) => other.line === line));
        compared += named.length;
        expect(indexes.map((index) => `/values/${index}`)).toEqual(named);
      }),
      { numRuns: 2_000 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('says before what the Worker warns of after', () => {
    let noted = 0;
    fc.assert(
      fc.property(given, ({ list, judgement, request }) => {
        const change = addEntries(list, request, buildOrigin(MOMENT));
        if (!change.ok) return;
        const warnings = warningsOf(list, change.value, undefined, MOMENT);
        // The other warnings are about the list as a whole. No line of the input causes them.
        const ofTheList = (code: string) =>
          code.startsWith('allowlist-') || code === 'nobody-allowed';
        const said = warnings.filter(({ code }) => !ofTheList(code));
        noted += said.length;
        const expected = said.map(({ code, value }) => `${code} ${value}`);
        expect(notesOf(judgement).toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 2_000 },
    );
    expect(noted).toBeGreaterThan(100);
  });

  it('counts lines as they stand, empty ones too', () => {
    const { flaws } = judge(buildList(), 'address', '203.0.113.7\r\n\r\n  203.0.113.300 \n');
    expect(flaws).toMatchObject([{ line: 3, text: '203.0.113.300' }]);
  });

  it('names the entry or the line that has the same addresses', () => {
    const there = entry('e1', '203.0.113.7');
    const { flaws } = judge(
      buildList(there),
      'segment',
      '203.0.113.7/32\n192.0.2.0/24\n192.0.2.9/24',
    );
    expect(flaws).toMatchObject([
      { line: 1, why: { kind: 'listed', entry: there } },
      { line: 3, why: { kind: 'repeated', line: 2 } },
    ]);
  });

  it('leaves expired entries out of what covers, but not out of what is there', () => {
    // The list was read before the entry expired.
    const past = { expiresAt: new Date(NOW - 1).toISOString(), expired: false };
    const list = buildList(entry('e1', '203.0.113.0/24', past));
    expect(judge(list, 'address', '203.0.113.7').sound).toMatchObject([{ cover: null }]);
    expect(judge(list, 'segment', '203.0.113.0/24').flaws).toMatchObject([
      { why: { kind: 'listed', hasExpired: true } },
    ]);
  });

  it('has an expired entry of the same addresses renewed, where the Worker does that', () => {
    const past = { expiresAt: new Date(NOW - 1).toISOString(), expired: true };
    const list = { ...buildList(entry('e1', '203.0.113.0/24', past)), expired: 1 };
    const twice = judge(list, 'segment', '203.0.113.0/24\n203.0.113.9/24');
    expect(twice.sound).toMatchObject([{ value: '203.0.113.0/24', renews: true }]);
    expect(twice.flaws).toMatchObject([{ line: 2, why: { kind: 'repeated', line: 1 } }]);
    expect(judge(list, 'address', '203.0.113.7').sound).toMatchObject([{ renews: false }]);
    const live = { ...buildList(entry('e1', '203.0.113.0/24')), expired: 0 };
    expect(judge(live, 'segment', '203.0.113.0/24').sound).toEqual([]);
  });

  it.each([
    ['as the Worker counts them', { expired: 2 }],
    ['as their entries say, where an older Worker does not count them', {}],
  ])('counts live entries alone against the limit, %s', (_, counted) => {
    const past = { expiresAt: new Date(NOW - 1).toISOString(), expired: true };
    const entries = [
      entry('e1', '192.0.2.1', past),
      entry('e2', '192.0.2.2', past),
      entry('e3', '192.0.2.3'),
    ];
    const list = { ...buildList(...entries), limit: 2, ...counted };
    expect(judge(list, 'address', '203.0.113.7')).toMatchObject({
      live: 1,
      room: 1,
      together: null,
    });
    expect(judge(list, 'address', '203.0.113.7\n203.0.113.8')).toMatchObject({
      together: 'over-limit',
    });
  });

  it('counts one that is renewed', () => {
    const past = { expiresAt: new Date(NOW - 1).toISOString(), expired: true };
    const entries = [entry('e1', '192.0.2.1', past), entry('e2', '192.0.2.2')];
    const list = { ...buildList(...entries), limit: 1, expired: 1 };
    expect(judge(list, 'address', '192.0.2.1')).toMatchObject({ room: 0, together: 'over-limit' });
  });

  it('judges ten thousand values without delay', () => {
    const address = (index: number) => `203.0.${index >> 8}.${index & 255}`;
    const text = Array.from({ length: 10_000 }, (_, index) => address(index)).join('\n');
    const list = { ...buildList(), limit: 10_000 };
    const times = [1, 2, 3].map(() => {
      const begun = performance.now();
      expect(judge(list, 'address', text).sound).toHaveLength(10_000);
      return performance.now() - begun;
    });
    // Takes the fastest of three runs, since the machine may be busy with other things.
    expect(Math.min(...times)).toBeLessThan(1_000);
  });
});
