import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileList } from '../../shared/compiled-list.ts';
import { decide } from '../../shared/decision.ts';
import { entriesCovering, findEntryRange } from '../../shared/entry-range.ts';
import { readAddress } from '../../shared/ip-address.ts';
import { containsAddress } from '../../shared/ip-range.ts';
import { addressJudge, judgeAddress } from '../../shared/judge-address.ts';
import { buildList, entry } from '../extension/support/build-list.ts';
import { spell } from './arbitrary-addresses.ts';
import { arbitraryExpiry, arbitraryValue, probesAround } from './arbitrary-values.ts';
import { buildEntry, NOW } from './build-allowlist.ts';

const HERE = '203.0.113.57';

describe('what the browser judges of an address', () => {
  it('is what the Worker would decide, for every list, mode and moment', () => {
    const arbitraryList = fc.array(
      fc.record({ value: arbitraryValue, expiresAt: arbitraryExpiry }),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(
        arbitraryList,
        fc.constantFrom('enforce', 'observe', 'off' as const),
        fc.boolean(),
        (values, mode, suspended) => {
          const entries = values.map(({ value, expiresAt }, index) =>
            buildEntry(`e${index}`, value.text, { expiresAt }),
          );
          const list = {
            mode,
            entries: entries.map(({ id, format, value, expiresAt }) =>
              entry(id, value, {
                format,
                expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
              }),
            ),
          };
          const compiled = { ...compileList(entries), mode, suspended };
          for (const probe of probesAround(values.map(({ value }) => value)).slice(0, 24)) {
            const text = spell(probe);
            const words = new Uint32Array(4);
            readAddress(text, words);
            const { verdict, reason } = decide(compiled, words, 1_000);
            expect(judgeAddress(list, text, suspended, 1_000)).toMatchObject({ verdict, reason });
            const judged = addressJudge(list.entries)(text, { mode, suspended }, 1_000);
            expect(judged).toMatchObject({ verdict, reason });
            const covering = judged.entry && findEntryRange(judged.entry);
            expect(!covering || containsAddress(covering, probe)).toBe(true);
            expect(judged.entry !== null).toBe(
              !suspended && mode !== 'off' && entriesCovering(list.entries, text).length > 0,
            );
          }
        },
      ),
    );
  });

  it('names the entry that lets it in, rather than an expired one that covers it too', () => {
    const past = new Date(NOW - 1).toISOString();
    const list = buildList(entry('e1', '203.0.113.0/24', { expiresAt: past }), entry('e2', HERE));
    expect(judgeAddress(list, HERE, false, NOW).entry?.id).toBe('e2');
    const off = judgeAddress({ ...list, mode: 'off' }, HERE, false, NOW);
    expect(off).toMatchObject({ reason: 'off', entry: { id: 'e2' } });
    const suspended = judgeAddress(list, HERE, true, NOW);
    expect(suspended).toMatchObject({ reason: 'suspended', entry: { id: 'e2' } });
    const [expired] = list.entries;
    const alone = buildList(...(expired ? [expired] : []));
    expect(judgeAddress(alone, HERE, false, NOW)).toMatchObject({
      verdict: 'deny',
      reason: 'expired',
      entry: { id: 'e1' },
    });
  });
});
