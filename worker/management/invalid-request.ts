/**
 * Turns the mistakes that the schemas find into a problem. It names each wrong field by its pointer, its value
 * and the wanted form.
 */
import type { z } from 'zod';
import { type Problem, problem, type ValueError } from '../../shared/problem.ts';
import { escapePointer, shorten, showValue } from '../platform/shown-value.ts';
import { useOwnSentences } from './field-sentences.ts';
import { ProblemError } from './problem-response.ts';
import { settleUnions } from './union-issues.ts';
import { valueAt } from './value-at.ts';

type SchemaIssue = z.core.$ZodIssue;
type RequestPart = 'json' | 'query' | 'param' | 'header' | 'form' | 'cookie';

const MAX_ERRORS = 100;

useOwnSentences();

const PREFIXES: Record<RequestPart, string> = {
  json: '',
  query: '/query',
  param: '/path',
  header: '/header',
  form: '',
  cookie: '',
};

interface Validation {
  readonly success: boolean;
  readonly target: string;
  /** The data that was validated. */
  readonly data?: unknown;
  readonly error?: { readonly issues: readonly SchemaIssue[] };
}

/** The function that @hono/zod-openapi calls after every validation. */
export function refuseInvalid(result: Validation): void {
  if (result.success || !result.error) return;
  const prefix = PREFIXES[result.target as RequestPart];
  throw new ProblemError(describeIssues(result.error.issues, result.data, 'The body', prefix));
}

/** `whole` is what the data is called where all of it is wrong. */
export function describeIssues(
  found: readonly SchemaIssue[],
  data: unknown,
  whole: string,
  prefix = '',
): Problem {
  const issues = found.flatMap((issue) => settleUnions(issue, data));
  const errors = issues
    .slice(0, MAX_ERRORS)
    .flatMap((issue) => toErrors(issue, prefix, data))
    .slice(0, MAX_ERRORS);
  const domain = issues.every(
    (issue) => issue.code === 'custom' && issue.params?.rule === 'domain',
  );
  const detail = errors[0] ? `${errors[0].pointer || whole}: ${errors[0].message}` : '';
  return problem(domain ? 'invalid-value' : 'invalid-request', detail, errors);
}

function toErrors(issue: SchemaIssue, prefix: string, data: unknown): ValueError[] {
  const pointer = prefix + issue.path.map((part) => `/${escapePointer(String(part))}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      pointer: `${pointer}/${escapePointer(shorten(key))}`,
      message: issue.message,
    }));
  }
  const value = showValue(valueAt(data, issue.path));
  return [{ pointer, ...(value === undefined ? {} : { value }), message: issue.message }];
}
