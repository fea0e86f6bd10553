import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { ROOT, sourceFiles } from '../repository/source-files.ts';

const LINTER = join(ROOT, 'node_modules/addons-linter/bin/addons-linter');

const run = promisify(execFile);

interface Report {
  readonly errors: readonly { readonly code: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

/**
 * The linter finds this in Preact itself, which can set HTML from a text. No component does that.
 */
const PREACTS_OWN = 'UNSAFE_VAR_ASSIGNMENT';

it('Firefox’s store finds no error in the build, and warns of nothing but Preact’s own', async () => {
  const build = join(inject('packages')[0], 'firefox-mv3');
  // The linter ends with 1 when it has found errors. Its report names them.
  const { stdout } = await run(process.execPath, [LINTER, build, '--output', 'json']).catch(
    (failed: { stdout: string }) => failed,
  );
  const { errors, warnings }: Report = JSON.parse(stdout);
  expect(errors).toEqual([]);
  expect(warnings.filter(({ code }) => code !== PREACTS_OWN)).toEqual([]);
});

it('nothing in the extension sets HTML from text', () => {
  const wrong = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('extension/') &&
      /dangerouslySetInnerHTML|(inner|outer)HTML|insertAdjacentHTML/.test(text),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
