/** A test runs each command of a page, or a list names the command with a reason. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { documents } from '../repository/documents.ts';
import { ROOT } from '../repository/source-files.ts';
import { NOT_RUN, RUN_ELSEWHERE } from './not-run.ts';
import { commandsOf, nameOf, PAGES, type Page } from './page-commands.ts';
import { scriptOf } from './page-script.ts';

/** Pages whose commands a test of this folder runs from top to bottom. */
const RUN: Readonly<Partial<Record<Page, string>>> = {
  'CONTRIBUTING.md': 'commands.test.ts',
  'README.md': 'deploy-pages.test.ts',
  'SECURITY.md': 'deploy-pages.test.ts',
  'agent/README.md': 'agent-trial.test.ts',
  'docs/alerts.md': 'api-pages.test.ts',
  'docs/api.md': 'api-pages.test.ts',
  'docs/lists.md': 'api-pages.test.ts',
  'docs/operating.md': 'deploy-pages.test.ts',
  'docs/privacy.md': 'api-pages.test.ts',
};

/** On a busy machine vitest takes long to start. */
const MAX_MS = 150_000;

const isListed = (command: string) => command in NOT_RUN || command in RUN_ELSEWHERE;

it('every page with commands is run by a test, or has only those that are listed', () => {
  const left = PAGES.flatMap((page) => {
    const commands = commandsOf(page)
      .map(nameOf)
      .filter((line) => line !== '');
    const test = RUN[page];
    if (test === undefined) return commands.filter((command) => !isListed(command));
    const text = readFileSync(join(import.meta.dirname, test), 'utf8');
    return text.includes(`'${page}'`) ? [] : [`${test} does not run ${page}`];
  });
  expect(left).toEqual([]);
});

it('no other page has commands, but those of what is connected, which a test of their own runs', () => {
  const others = documents().filter(
    ({ path }) => !PAGES.includes(path as Page) && !path.startsWith('integrations/'),
  );
  expect(others.filter(({ path }) => commandsOf(path).length > 0)).toEqual([]);
});

it('no command is written as a block by its indent alone, which no test would see', () => {
  const unseen = documents().flatMap(({ path, text }) => {
    const block = /^ {4,}(?:npm|npx|curl|swaks|systemctl|cp|install) .*$/m.exec(text);
    return block ? [`${path}: ${block[0]}`] : [];
  });
  expect(unseen).toEqual([]);
});

it('every listed command stands on a page, and what runs it is there', () => {
  const commands = new Set(
    documents()
      .flatMap(({ path }) => commandsOf(path))
      .map(nameOf),
  );
  const listed = [...Object.keys(NOT_RUN), ...Object.keys(RUN_ELSEWHERE)];
  expect(listed.filter((command) => !commands.has(command))).toEqual([]);
  const tests = Object.values(RUN_ELSEWHERE);
  expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('every npm command of a document, in a sentence too, is a script of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = documents().flatMap(({ text }) =>
    [...text.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own,
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !(`${name}` in scripts))).toEqual([]);
});

it('CONTRIBUTING.md: one test is run', { timeout: MAX_MS + 10_000 }, async () => {
  const script = scriptOf('CONTRIBUTING.md', { answers: [], secret: '', url: '' });
  const { PATH, HOME } = process.env;
  const options = { cwd: ROOT, env: { PATH, HOME, NO_COLOR: '1' }, timeout: MAX_MS };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], options);
  expect(stdout).toMatch(/Test Files +1 passed/);
});
