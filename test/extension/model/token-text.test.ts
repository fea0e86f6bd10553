import { describe, expect, it } from 'vitest';
import { parseToken } from '../../../extension/model/token-text.ts';

describe('a token as it is pasted', () => {
  it('loses the white space around it', () => {
    expect(parseToken('  sgr_0123_abc-_ \n')).toEqual({ ok: true, value: 'sgr_0123_abc-_' });
  });

  it.each([
    ['', 'empty'],
    [' \t ', 'empty'],
    ['sgr_0123 abc', 'blank'],
    ['Bearer sgr_0123', 'blank'],
    ['sgr_0123\nsgr_4567', 'blank'],
    ['sgr_ü', 'character'],
    ['sgr_\u200b0123', 'character'],
    ['sgr_\u00070123', 'character'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(parseToken(typed)).toEqual({ ok: false, error: problem });
  });
});
