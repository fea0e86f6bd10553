import type { Enforcement } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';

/**
 * Returns two comment lines. The name of an account has no control characters, so it can't break out of its
 * line.
 */
export function headingOf({ account, revision }: ExportSource, { because }: Enforcement): string[] {
  return [`# Sendgate: the allowlist of ${account} at revision ${revision}`, `# ${because}`];
}

export function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
