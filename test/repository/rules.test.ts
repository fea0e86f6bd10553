import { expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

/** The rules that this version carries; R15 (preview) is not among them yet. */
const RULES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18];

it.each(RULES)('rule R%i has a test that names it', (rule) => {
  const named = new RegExp(
    `\\b(it|it\\.each\\([^)]*\\)|test|describe)\\(\\s*['"\`][^'"\`]*\\bR${rule}\\b`,
  );
  const files = sourceFiles().filter(
    ({ path, text }) => path.endsWith('.test.ts') && named.test(text),
  );
  expect(files.map(({ path }) => path)).not.toEqual([]);
});
