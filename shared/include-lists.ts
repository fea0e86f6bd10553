/** R20: an account includes a shared list, or includes it no more. */
import type { Allowlist, ChangeResult, ListedMode } from './allowlist.ts';
import { NO_CHANGE } from './change-entries.ts';
import { withMode } from './list-mode.ts';
import { MAX_INCLUDED_LISTS } from './list-name.ts';
import { type Problem, problem } from './problem.ts';
import { failure, success } from './result.ts';

/** The first list turns an account on that was off, in the mode that is asked for. */
export function attachList(list: Allowlist, name: string, begins?: ListedMode): ChangeResult {
  const { lists = [] } = list;
  if (lists.includes(name)) {
    const detail = `The account includes the shared list ${name} already.`;
    return failure(problem('list-attached', detail));
  }
  if (lists.length >= MAX_INCLUDED_LISTS) {
    const detail = `An account includes at most ${MAX_INCLUDED_LISTS} shared lists.`;
    return failure(problem('limit-reached', detail, [], { limit: MAX_INCLUDED_LISTS, room: 0 }));
  }
  const after = withMode(list, { ...list, lists: [...lists, name] }, { begins });
  return success({ ...NO_CHANGE, list: after });
}

export function detachList(list: Allowlist, name: string): ChangeResult {
  const { lists = [] } = list;
  if (!lists.includes(name)) {
    const detail = `The account does not include a shared list ${name}.`;
    return failure(problem('list-unknown', detail));
  }
  const left = lists.filter((one) => one !== name);
  return success({ ...NO_CHANGE, list: withMode(list, { ...list, lists: left }) });
}

/** The problem of a shared list that was never made, or was deleted. */
export function unknownList(name: string): Problem {
  return problem('list-unknown', `There is no shared list ${name}.`);
}

/** The names that stand in `after` and not in `before`. */
export function newlyIncluded(
  before: Pick<Allowlist, 'lists'>,
  after: Pick<Allowlist, 'lists'>,
): string[] {
  const known = new Set(before.lists);
  return (after.lists ?? []).filter((name) => !known.has(name));
}
