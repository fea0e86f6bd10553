/**
 * Explains why a body fits none of several shapes. The shape that knows most of the body's fields is taken as
 * the one that was meant. If several shapes know equally many, the choices are named.
 */
import type { z } from 'zod';
import { NO_SUCH_FIELD, nameChoices } from './field-sentences.ts';
import { valueAt } from './value-at.ts';

type Issue = z.core.$ZodIssue;

interface IssueShape {
  readonly issues: readonly Issue[];
  /** Fields of the value that the shape does not have. */
  readonly unknown: ReadonlySet<string>;
  /** Fields of the shape that the value does not have. */
  readonly missing: readonly string[];
}

/** Replaces each issue of a union by the issues of the shape that was meant. All paths begin at the root. */
export function settleUnions(issue: Issue, data: unknown): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const value = valueAt(data, issue.path);
  const shapes = issue.errors.map((issues) => toShape(issues, value));
  return chooseIssues(shapes, value)
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap((inner) => settleUnions(inner, data));
}

function toShape(issues: readonly Issue[], value: unknown): IssueShape {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const missing = issues
    .filter(({ path }) => path.length === 1 && valueAt(value, path) === undefined)
    .map(({ path }) => String(path[0]));
  // A body can have very many: to look one up must not take longer for that.
  return { issues, unknown: new Set(unknown), missing };
}

function chooseIssues(shapes: readonly IssueShape[], value: unknown): readonly Issue[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [
      custom(
        value === undefined ? 'This field is missing: give an object.' : 'It must be an object.',
      ),
    ];
  }
  const fewest = Math.min(...shapes.map(({ unknown }) => unknown.size));
  const nearest = shapes.filter(({ unknown }) => unknown.size === fewest);
  const [only, ...others] = nearest;
  if (only && others.length === 0) return only.issues;
  const whole = nearest.filter(({ missing }) => missing.length === 0);
  if (whole.length === 1) return whole[0]?.issues ?? [];
  if (whole.length > 1) return [custom(`Give only ${nameChoices(fieldsOfOthers(whole, value))}.`)];
  const choices = `Give ${nameShapes(shapes)}.`;
  const [first, ...rest] = nearest.map(({ unknown }) => unknown);
  const nobodys = [...(first ?? [])].filter((key) => rest.every((unknown) => unknown.has(key)));
  return nobodys.length > 0
    ? nobodys.map((key) => custom(`${NO_SUCH_FIELD} ${choices}`, [key]))
    : [custom(choices)];
}

/**
 * Returns the fields that complete one of several shapes, in the order of the value. Each shape reports the
 * fields of the others as unknown.
 */
function fieldsOfOthers(whole: readonly IssueShape[], value: object): string[] {
  const unknown = new Set(whole.flatMap((shape) => [...shape.unknown]));
  return Object.keys(value).filter((key) => unknown.has(key));
}

function nameShapes(shapes: readonly IssueShape[]): string {
  const names = shapes.map(({ missing }) => missing.join(' and '));
  const areSingle = shapes.every(({ missing }) => missing.length === 1);
  return areSingle ? nameChoices(names) : names.join(', or ');
}

function custom(message: string, path: PropertyKey[] = []): Issue {
  return { code: 'custom', message, path, input: undefined, params: {} };
}
