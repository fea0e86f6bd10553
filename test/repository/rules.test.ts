import { expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const RULES = Array.from({ length: 18 }, (_, index) => index + 1);

it.each(RULES)('rule R%i has a test that names it', (rule) => {
  const named = new RegExp(
    `\\b(it|it\\.each\\([^)]*\\)|test|describe)\\(\\s*['"\`][^'"\`]*\\bR${rule}\\b`,
  );
  const files = sourceFiles().filter(
    ({ path, text }) => path.endsWith('.test.ts') && named.test(text),
  );
  expect(files.map(({ path }) => path)).not.toEqual([]);
});
