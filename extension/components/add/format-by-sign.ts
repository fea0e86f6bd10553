import type { ValueFormat } from '../../../shared/value-problem.ts';

/** The format whose sign a text has. */
export function formatBySign(text: string): ValueFormat {
  if (text.includes('/')) return 'segment';
  return text.includes('-') ? 'range' : 'address';
}
