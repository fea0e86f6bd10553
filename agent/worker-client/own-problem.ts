/**
 * Tells the Worker's own refusals from answers that only look like one. A 403 of a firewall or of a login portal on
 * the way says nothing about the agent's token.
 */
import {
  PROBLEMS,
  type Problem,
  type ProblemCode,
  problem,
  type ValueError,
} from '../../shared/problem.ts';
import { isObject } from './json-object.ts';

const OF_SENDGATE = 'urn:sendgate:problem:';
const MAX_ERRORS = 100;

/** Undefined if the Worker did not write it. A code that this version does not know has the meaning of its status. */
export function findOwnProblem(
  status: number,
  document: Record<string, unknown> | undefined,
): Problem | undefined {
  const { type, detail, errors } = document ?? {};
  if (typeof type !== 'string' || !type.startsWith(OF_SENDGATE)) return undefined;
  const code = findCode(type.slice(OF_SENDGATE.length), status);
  if (code === undefined) return undefined;
  return problem(code, typeof detail === 'string' ? detail : '', readErrors(errors));
}

function findCode(name: string, status: number): ProblemCode | undefined {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  const ofStatus = codes.filter((code) => PROBLEMS[code].status === status);
  return ofStatus.find((code) => code === name) ?? ofStatus[0];
}

function readErrors(errors: unknown): ValueError[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, MAX_ERRORS).flatMap((error: unknown) => {
    if (!isObject(error)) return [];
    const { pointer, value, message } = error;
    if (typeof pointer !== 'string' || typeof message !== 'string') return [];
    return [{ pointer, ...(typeof value === 'string' && { value }), message }];
  });
}
