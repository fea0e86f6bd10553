import { describe, expect, it } from 'vitest';
import { type ParsedValue, parseValue } from '../../shared/ip-range.ts';
import type { Result } from '../../shared/result.ts';
import type { ValueFormat, ValueProblem } from '../../shared/value-problem.ts';
import { PARSING_FACTS, type ParsedAs } from './parsing-facts.ts';

describe('parsing facts', () => {
  it.each(PARSING_FACTS)('as %s, %j: %j', (format, text, outcome) => {
    expect(outcomeOf(parseValue(format, text))).toEqual(outcome);
  });

  it('each text stands once in a format', () => {
    const texts = PARSING_FACTS.map(([format, text]) => `${format} ${text}`);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it.each<[string, ValueFormat, string]>([
    ['digits', 'address', '1'.repeat(1_000_000)],
    ['dots', 'address', '1.'.repeat(500_000)],
    ['groups', 'address', '1:'.repeat(500_000)],
    ['colons', 'address', ':'.repeat(1_000_000)],
    ['a group', 'address', `2001:db8::${'0'.repeat(1_000_000)}`],
    ['a prefix length', 'segment', `203.0.113.0/${'9'.repeat(1_000_000)}`],
    ['zeros before a prefix length', 'segment', `203.0.113.0/${'0'.repeat(1_000_000)}24`],
    ['dashes', 'range', `203.0.113.1${'-'.repeat(1_000_000)}203.0.113.9`],
  ])('a million characters of %s are refused without delay', (_, format, text) => {
    const start = performance.now();
    const parsed = parseValue(format, text);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(parsed.ok).toBe(false);
  });
});

function outcomeOf(parsed: Result<ParsedValue, ValueProblem>): ParsedAs {
  if (!parsed.ok) return parsed.error;
  const { value, hostBitsDropped } = parsed.value;
  return { value, hostBitsDropped };
}
