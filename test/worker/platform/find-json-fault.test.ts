import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../../worker/platform/find-json-fault.ts';
import { describeUnreadableBody } from '../../../worker/platform/unreadable-body.ts';

/** The place that JSON.parse names, if it names one; undefined if the text is JSON. */
function parsePlace(text: string): number | 'unnamed' | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = String(error);
    if (/end of JSON input/.test(message)) return text.length;
    const place = /at position (\d+)/.exec(message)?.[1];
    return place === undefined ? 'unnamed' : Number(place);
  }
}

describe('where a text stops being JSON', () => {
  // biome-ignore format: a table
  it.each([
    ['', 0], ['{', 1], ['{"a":1,}', 7], ['{"a" 1}', 5], ['[1,]', 3], ['[1 2]', 3], ['{}{}', 2],
    ["{'a':1}", 1], ['{"a":NaN}', 5], ['nul', 3], ['nulp', 3], ['01', 1], ['-', 1], ['1.', 2], ['1.5e', 4], ['.5', 0],
    ['+1', 0], ['"a', 2], ['"a\nb"', 2], ['"\\x"', 2], ['"\\u12g4"', 5], ['"\\', 2], [']', 0], ['[}', 1], ['{"a":1]', 6],
    ['account=sender@example.com', 0], ['{"format":"address",', 20], ['\u00a0{}', 0], ['truefalse', 4],
  ])('%j: at %i', (text, at) => {
    expect(findJsonFault(text)).toBe(at);
  });

  it('is nowhere in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\n\t\r'), (text, blank) => {
        expect(findJsonFault(blank + text + blank)).toBeUndefined();
      }),
    );
  });

  it('is somewhere in every text that JSON.parse refuses, and what stands before could have been JSON', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
      .map(([text, at, removed, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + removed);
      });
    fc.assert(
      fc.property(broken, (text) => {
        const place = parsePlace(text);
        const found = findJsonFault(text);
        expect(found === undefined).toBe(place === undefined);
        if (found === undefined) return;
        // A text that is cut off there has no other fault than its early end.
        expect(findJsonFault(text.slice(0, found))).toBeOneOf([found, undefined]);
        if (typeof place === 'number') expect(Math.abs(found - place)).toBeLessThanOrEqual(6);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['[', '{"a":'])('is found in a text of %j half a million deep', (begin) => {
    const text = begin.repeat(500_000);
    expect(findJsonFault(text)).toBe(text.length);
  });

  it('is found behind a string of a megabyte', () => {
    const long = `{"a":"${'\\u00fcx'.repeat(150_000)}",}`;
    expect(findJsonFault(long)).toBe(long.length - 1);
  });
});

describe('the sentence on a body that can’t be read', () => {
  // biome-ignore format: a table
  it.each<[string | null, string, string]>([
    ['application/json', '{"a":1,}', '“}” can’t stand at line 1, column 8: the body is no JSON.'],
    ['application/json', '{\n  "a": 1\n  "b": 2\n}', '“"” can’t stand at line 3, column 3: the body is no JSON.'],
    ['application/json', '{"a":"\u0000"}', 'The character U+0000 can’t stand at line 1, column 7: the body is no JSON.'],
    ['application/json', '[😀]', '“😀” can’t stand at line 1, column 2: the body is no JSON.'],
    ['application/json', '{"a":\n[1', 'The body is no JSON: it ends too early, at line 2, column 3.'],
    ['application/json', ' ', 'The body is empty; it must be JSON.'],
    ['text/plain', '{}', 'The body must be sent with Content-Type: application/json; it came as text/plain.'],
    [null, '{}', 'The body must be sent with Content-Type: application/json; it came without a type.'],
    ['', '{}', 'The body must be sent with Content-Type: application/json; it came without a type.'],
  ])('%j %j', (type, text, sentence) => {
    expect(describeUnreadableBody(type, text)).toBe(sentence);
  });
});
