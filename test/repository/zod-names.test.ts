/** The deployed Worker has a zod with only the names that it uses. */
import { expect, it } from 'vitest';
import { readConfig } from '../../local/wrangler-config.ts';
import { z } from '../../worker/management/zod-without-languages.ts';
import { sourceFiles } from './source-files.ts';

it('wrangler.toml puts it in the place of zod', () => {
  const { alias } = readConfig() as { alias: Record<string, string> };
  expect(alias).toEqual({ zod: './worker/management/zod-without-languages.ts' });
});

it('has each name that the Worker’s schemas use, and no other', () => {
  const used = sourceFiles()
    .filter(({ path }) => path === 'shared/api.ts' || path.startsWith('worker/management/'))
    .flatMap(({ text }) => [...text.matchAll(/\bz\s*\.\s*([A-Za-z]+)/g)].map(([, name]) => name));
  // Types are no values, except for the class that @hono/zod-openapi extends.
  const types = ['infer', 'input', 'output', 'core', 'ZodObject', 'ZodUndefined'];
  const values = new Set(used.filter((name) => !types.includes(name ?? '')));
  expect(new Set(Object.keys(z))).toEqual(values);
});
