import { describe, expect, it } from 'vitest';
import { wordWarnings } from '../../../extension/wording/warning.ts';
import { WARNING_CODES } from '../../../shared/change-warnings.ts';

/** Any warning: one of today's Worker, or one of a later Worker. */
type Warning = Parameters<typeof wordWarnings>[0][number];

function warning(code: string, value?: string): Warning {
  const message = `${code}, in the words of the Worker`;
  return { code, message, ...(value !== undefined && { value }) } as Warning;
}

describe('what the Worker tells with a change', () => {
  it('has words for a list that lets nobody in, of the change and of the list', () => {
    const nobody = [warning('nobody-allowed')];
    expect(wordWarnings(nobody, 'enforce', 'after')).toEqual(['warning.nobody']);
    expect(wordWarnings(nobody, 'enforce', 'before')).toEqual(['warning.nobodyThen']);
    expect(wordWarnings(nobody, 'observe', 'before')).toEqual(['warning.nobodyLater']);
  });

  it('has words for one renewed entry, and for several', () => {
    const one = [warning('renewed', '192.0.2.1')];
    expect(wordWarnings(one, 'enforce', 'after')).toEqual(['warning.renewed']);
    const two = [...one, warning('renewed', '192.0.2.2')];
    expect(wordWarnings(two, 'enforce', 'after')).toEqual(['warning.renewedMany']);
  });

  it('is in the Worker’s own words where the code is not known, each text once', () => {
    const unheardOf = warning('unheard-of', '192.0.2.1');
    expect(wordWarnings([unheardOf, unheardOf], 'enforce', 'after')).toEqual([unheardOf.message]);
  });

  it('is not said twice', () => {
    const all = [warning('nobody-allowed'), warning('renewed', '192.0.2.1')];
    expect(wordWarnings(all, 'enforce', 'before', ['renewed'])).toEqual(['warning.nobodyThen']);
  });

  it('is known by every code that the Worker has: none comes in the Worker’s words', () => {
    const texts = WARNING_CODES.flatMap((code) =>
      wordWarnings([warning(code, '192.0.2.1')], 'enforce', 'after'),
    );
    expect(texts.filter((text) => !text.startsWith('warning.'))).toEqual([]);
  });
});
