import { describe, expect, it } from 'vitest';
import { guardCell } from '../../../../extension/components/transfer/formula-guard.ts';

describe('a cell that a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1"])('%j is made text', (text) => {
    expect(guardCell(text)).toBe(`'${text}`);
  });

  it.each(['203.0.113.7', '::1', "it's", "'quoted'", 'a=b', ''])('%j is left as it is', (text) => {
    expect(guardCell(text)).toBe(text);
  });
});
