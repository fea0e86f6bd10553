/**
 * Everything in the project that the documents refer to exists: files, headings, pictures. The test
 * fetches no address of the web.
 */
import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, documents, type ProjectDocument, proseOf } from './documents.ts';
import { ROOT } from './source-files.ts';

/** Paths in these folders that are written as code, such as `worker/index.ts`. */
const NAMED_PATH =
  /`((?:\.ci|shared|worker|extension|local|deploy|integrations|bench|test|docs)\/[^\s`]*)`/g;
/** Paths that stand for several files, and files that a build makes. */
const NO_PATH = /[*<>{}…]|\.output\//;

const all = documents();
const byPath = new Map(all.map((document) => [document.path, document]));

function linksOf({ text }: ProjectDocument): string[] {
  const prose = proseOf(text);
  const inMarkdown = prose.matchAll(/\]\(([^)\s]+)\)/g);
  const inHtml = prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g);
  return [...inMarkdown, ...inHtml].map(([, target = '']) => target);
}

/** Names what is wrong with a link; undefined if it leads to something. */
function findFault({ path }: ProjectDocument, target: string): string | undefined {
  const [file = '', anchor] = target.split('#');
  const found = file === '' ? path : normalize(join(path, '..', decodeURI(file)));
  if (!existsSync(join(ROOT, found))) return `there is no ${found}`;
  if (anchor === undefined) return undefined;
  const page = byPath.get(found);
  if (!page) return `${found} is no document`;
  return anchorsOf(page.text).has(anchor) ? undefined : `${found} has no heading #${anchor}`;
}

it('there are documents, with links among them', () => {
  expect(byPath.has('README.md')).toBe(true);
  expect(all.flatMap(linksOf).length).toBeGreaterThan(50);
});

it('the README is read in a few minutes', () => {
  expect(Buffer.byteLength(byPath.get('README.md')?.text ?? '')).toBeLessThanOrEqual(10_000);
});

describe.each(all)('$path', (document) => {
  it('has no link to a file or a heading that is not there', () => {
    const own = linksOf(document).filter((target) => !/^[a-z]+:/.test(target));
    const faults = own.flatMap((target) => {
      const fault = findFault(document, target);
      return fault === undefined ? [] : [`${target}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  it('names no path that is not there', () => {
    const named = [...document.text.matchAll(NAMED_PATH)].map(([, path = '']) => path);
    const paths = named.filter((path) => !NO_PATH.test(path));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
