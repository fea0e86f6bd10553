/** Gives our own sentence for each mistake that a schema finds. It says what the field may be. */
import { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** Makes zod use these sentences. If a schema has a message of its own, that message is used instead. */
export function useOwnSentences(): void {
  z.config({ customError: describeIssue });
}

function describeIssue(issue: RawIssue): string {
  const is = issue.input === undefined ? 'This field is missing: give ' : 'It must be ';
  switch (issue.code) {
    case 'invalid_type':
      return `${is}${KINDS[issue.expected] ?? 'a value of another kind'}.`;
    case 'invalid_value':
      return `${is}${nameChoices(issue.values.map(String))}.`;
    case 'too_big':
      return describeMost(issue.origin, Number(issue.maximum));
    case 'too_small':
      return describeLeast(issue.origin, Number(issue.minimum));
    case 'unrecognized_keys':
      return NO_SUCH_FIELD;
    default:
      return 'It is not of the form wanted.';
  }
}

export const NO_SUCH_FIELD = 'There is no such field.';

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

export function nameChoices(choices: readonly string[]): string {
  return choices.length > 2 ? `one of ${choices.join(', ')}` : choices.join(' or ');
}

function describeMost(origin: string, most: number): string {
  if (origin === 'string') return `It has at most ${most} characters.`;
  return origin === 'array' ? `It has at most ${most} items.` : `It is at most ${most}.`;
}

function describeLeast(origin: string, least: number): string {
  if (origin === 'string' || origin === 'array') return 'It must not be empty.';
  return `It is at least ${least}.`;
}
