import type { ValueFormat } from './value-problem.ts';

export const FORMATS = ['address', 'segment', 'range'] as const;

/** Returns the format that a text has by its sign: a slash, a dash, or neither. */
export function formatBySign(text: string): ValueFormat {
  if (text.includes('/')) return 'segment';
  return text.includes('-') ? 'range' : 'address';
}
