/** The commands of the project's pages: their fenced blocks of `sh`, line by line. */
import { readDocument } from '../repository/documents.ts';

/** The pages for people who run or change Sendgate. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'agent/README.md',
  'agent/packaging/README.md',
  'docs/alerts.md',
  'docs/api.md',
  'docs/architecture.md',
  'docs/capacity.md',
  'docs/extension.md',
  'docs/lists.md',
  'docs/operating.md',
  'docs/performance.md',
  'docs/privacy.md',
  'docs/reliability.md',
  'docs/shipped.md',
  'docs/threat-model.md',
] as const;

export type Page = (typeof PAGES)[number];

/**
 * The commands of all blocks of a page, in order. A command that goes on after a backslash has
 * several lines.
 */
export function commandsOf(page: string): string[] {
  const blocks = readDocument(page).text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm);
  return [...blocks].flatMap(([, indent = '', block = '']) => {
    const text = block.trimEnd().replace(new RegExp(`^${indent}`, 'gm'), '');
    return text.split(/(?<!\\)\n/);
  });
}

/**
 * The name of a command in the lists of this folder: its first line, without a comment behind it.
 */
export function nameOf(command: string): string {
  const [first = ''] = command.split('\n');
  return first.replace(/ +(?:\\|#.*)$/, '').trim();
}
