/** The project's documents: its Markdown files and their parts. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.ts';

export interface ProjectDocument {
  /** The document's path in the project. */
  readonly path: string;
  readonly text: string;
}

export function documents(): ProjectDocument[] {
  return globSync('**/*.md', {
    cwd: ROOT,
    exclude: (path) => /(^|\/)(node_modules|\.output|\.wxt|\.wrangler|dist)(\/|$)/.test(path),
  })
    .sort()
    .map(readDocument);
}

export function readDocument(path: string): ProjectDocument {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** The text without its code. In code, brackets are no links, and number signs no headings. */
export function proseOf(text: string): string {
  return text
    .replace(/^( *)```[\s\S]*?^\1```$/gm, '')
    .replace(/^(?: {4}|\t).*$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));
}

/**
 * The anchors that GitHub makes of the headings. A second heading with the same words gets a
 * number.
 */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(text).matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * The rows of the first table under a heading, without its head. Each row is a list of its cells.
 */
export function tableUnder(text: string, heading: string): string[][] {
  const [, section] = `\n${text}`.split(`\n${heading}\n`);
  if (section === undefined) throw new Error(`there is no heading “${heading}”`);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  const [, , ...rows] = table.trimEnd().split('\n');
  return rows.map((row) => cellsOf(row));
}

/** In a table, a vertical bar within a cell is written \|. */
function cellsOf(row: string): string[] {
  const cells = row.split(/(?<!\\)\|/).slice(1, -1);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The code of a document: fenced blocks, and blocks that are code by their indent. */
export function codeOf(text: string): string {
  const fenced = [...text.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].map(([, , code]) => code);
  const indented = text.match(/^ {4,}\S.*$/gm) ?? [];
  return [...fenced, ...indented].join('\n');
}
