/** Reads the shared lists that an account includes (R20), each from its own object. */
import type { ExportSource, IncludedSource } from '../../../shared/exports/export-source.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import { withDeadline } from '../../platform/deadline.ts';
import type { Env } from '../../platform/env.ts';
import { logError } from '../../platform/log.ts';
import { accountOf } from '../../platform/objects.ts';

/** An object may have to wake up far away. */
const READ_DEADLINE_MS = 5_000;

/**
 * Returns the account's source with those of its lists. A list that can't be read is a problem: a file without it would
 * refuse addresses that may send.
 */
export async function readIncluded(
  env: Env,
  source: ExportSource,
): Promise<Result<ExportSource, Problem>> {
  const names = source.list.lists ?? [];
  if (names.length === 0) return success(source);
  const read = await Promise.all(names.map((name) => readIncludedList(env, name)));
  const included: IncludedSource[] = [];
  for (const each of read) {
    if (!each.ok) return each;
    included.push(each.value);
  }
  return success({ ...source, included });
}

async function readIncludedList(env: Env, list: string): Promise<Result<IncludedSource, Problem>> {
  try {
    const object = accountOf(env, listObjectName(list));
    const read = await withDeadline(Promise.resolve(object.readExportSource()), READ_DEADLINE_MS);
    if (read.ok) {
      const { revision, list: found } = read.value;
      return success({ list, found: { revision, entries: found.entries } });
    }
    const isGone = read.error.code === 'account-unknown' || read.error.code === 'list-unknown';
    return isGone ? success({ list, found: null }) : refuseUnread(list, read.error.code);
  } catch (error) {
    return refuseUnread(list, String(error));
  }
}

function refuseUnread(list: string, error: string): Result<never, Problem> {
  logError('list-unread', { list, error });
  const detail = `The shared list ${list} can’t be read now. A file without it would be wrong, so there is none: try again.`;
  return failure(problem('unavailable', detail));
}
