/** NDJSON in and out: a JSON object on each line. A line that is wrong is its own problem, and stops no other. */
import type { z } from 'zod';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { describeBrokenLine, describeWrongType } from '../platform/unreadable-body.ts';
import type { AppContext } from './app-env.ts';
import { describeIssues } from './invalid-request.ts';
import { ProblemError } from './problem-response.ts';

export const NDJSON = 'application/x-ndjson';

/** There is no registered type: the second is in use as well. */
const NDJSON_TYPE = /^application\/(?:x-)?ndjson\s*(?:;|$)/i;

export interface Line<Value> {
  /** Its number in the body, from 1. */
  readonly line: number;
  readonly read: Result<Value, Problem>;
}

/** The lines that are not blank. A body of which no line is an object is refused as a whole, as one with too many is. */
export async function expectLines<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
  most: number,
): Promise<Line<z.output<Schema>>[]> {
  const type = c.req.header('Content-Type') ?? null;
  if (!NDJSON_TYPE.test(type ?? '')) throw refuse(describeWrongType(type, NDJSON));
  // As bytes: workerd warns of text() on a type that it does not take for text.
  const text = new TextDecoder().decode(await c.req.arrayBuffer());
  const texts = [...text.split('\n').entries()].filter(([, line]) => line.trim() !== '');
  if (texts.length > most) {
    throw refuse(
      `The body has ${texts.length} lines; it may have at most ${most}: send them in parts.`,
    );
  }
  const values = texts.map(([index, text]) => ({ line: index + 1, value: parseLine(text) }));
  if (!values.some(({ value }) => value.ok && isObject(value.value))) {
    const [first] = values;
    throw refuse(first ? `${WANTED} Line ${first.line}: ${describeFault(first.value)}` : WANTED);
  }
  return values.map(({ line, value }) => ({
    line,
    read: value.ok ? judge(schema, value.value) : value,
  }));
}

const WANTED =
  'The body must be NDJSON: a whole JSON object on each line, without commas or brackets around them.';

export function answerLines(c: AppContext, lines: readonly object[]): Response {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return c.body(text, 200, { 'Content-Type': NDJSON });
}

function parseLine(text: string): Result<unknown, Problem> {
  try {
    return success(JSON.parse(text));
  } catch {
    return failure(notTaken(describeBrokenLine(text)));
  }
}

function judge<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, Problem> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return success(parsed.data);
  return failure(describeIssues(parsed.error.issues, value, 'The line'));
}

function describeFault(value: Result<unknown, Problem>): string {
  return value.ok ? 'it is no object.' : value.error.detail;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(message: string): ProblemError {
  return new ProblemError(notTaken(message));
}

function notTaken(message: string): Problem {
  return problem('invalid-request', message, [{ pointer: '', message }]);
}
