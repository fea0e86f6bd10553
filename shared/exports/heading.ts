import { findListName } from '../list-name.ts';
import type { Enforcement, SegmentGroup } from './enforcement.ts';
import type { ExportSource, IncludedSource } from './export-source.ts';

/**
 * Returns comment lines. The name of an account or of a list has no control characters, so it can't break out of its
 * line.
 */
export function headingOf(
  { account, revision, included = [] }: ExportSource,
  { because }: Enforcement,
): string[] {
  const name = findListName(account);
  const what = name === undefined ? `the allowlist of ${account}` : `the shared list ${name}`;
  return [
    `# Sendgate: ${what} at revision ${revision}`,
    ...included.map(describeIncluded),
    `# ${because}`,
  ];
}

function describeIncluded({ list, found }: IncludedSource): string {
  return found === null
    ? `# The shared list ${list} was deleted: it covers no address.`
    : `# With the shared list ${list} at revision ${found.revision}.`;
}

/**
 * Returns a line for each segment. A comment line stands above the segments of each shared list. Not every program
 * takes a comment behind a segment.
 */
export function segmentLines(
  groups: readonly SegmentGroup[],
  write: (segment: string) => string,
): string[] {
  return groups.flatMap(({ list, segments }) => {
    const names = list !== null && segments.length > 0 ? [`# Shared list ${list}`] : [];
    return [...names, ...segments.map(write)];
  });
}

export function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
