import type { Trouble } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import type { ListCalls } from './list-calls.ts';

/** So many calls detach every account that a deployment can have. */
const MAX_CALLS = 50;

/**
 * Deletes a list that many accounts include. One call detaches a few hundred of them. The refusal names none if the
 * next call can go on.
 */
export async function removeWhole(
  remove: () => ReturnType<ListCalls['remove']>,
): ReturnType<ListCalls['remove']> {
  let answer = await remove();
  for (let calls = 1; calls < MAX_CALLS && !answer.ok && canGoOn(answer.error); calls++) {
    answer = await remove();
  }
  return answer;
}

function canGoOn(trouble: Trouble): boolean {
  if (trouble.kind !== 'refused' || !isRefusal(trouble, 'list-in-use')) return false;
  return !('accounts' in trouble.problem);
}
