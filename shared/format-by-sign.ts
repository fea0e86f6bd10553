import type { ValueFormat } from './value-problem.ts';

export const FORMATS = ['address', 'segment', 'range'] as const;

/** The format whose sign a text has. */
export function formatBySign(text: string): ValueFormat {
  if (text.includes('/')) return 'segment';
  return text.includes('-') ? 'range' : 'address';
}
