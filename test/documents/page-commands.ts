/** The commands of the project's pages: their fenced blocks of `sh`, line by line. */
import { readDocument } from '../repository/documents.ts';

/** The pages for people who run or change Sendgate. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/alerts.md',
  'docs/api.md',
  'docs/architecture.md',
  'docs/capacity.md',
  'docs/extension.md',
  'docs/operating.md',
  'docs/performance.md',
  'docs/privacy.md',
  'docs/reliability.md',
  'docs/shipped.md',
  'docs/threat-model.md',
] as const;

export type Page = (typeof PAGES)[number];

/** The lines of all blocks of a page, in order. */
export function commandsOf(page: Page): string[] {
  const blocks = readDocument(page).text.matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, block = '']) => block.trimEnd().split('\n'));
}

/** A line as the lists of this folder name it: without the comment behind it. */
export function withoutComment(line: string): string {
  return line.replace(/ +#.*$/, '').trim();
}
