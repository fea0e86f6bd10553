/** R20: takes a shared list off every account that includes it, and then deletes it. */
import type { Allowlist, DetachedList } from '../../../shared/api.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import type { Committed } from '../../objects/account/account-object.ts';
import {
  countAccounts,
  MAX_NAMED_ACCOUNTS,
  nameAccounts,
} from '../../objects/account/shared-list.ts';
import { mapInTurns } from '../../platform/in-turns.ts';
import { directoryOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { ProblemError } from '../problem-response.ts';
import { accountObject, actor, expectCommitted } from './account-object.ts';

/** A call detaches so many accounts at most, so that it ends in time. */
const MOST_AT_ONCE = 300;
const IN_TURNS = 25;
/** A report of an account that was under way can say once more that it includes the list. */
const MAX_ROUNDS = 3;

type Held = Pick<Allowlist, 'lists' | 'count'>;
type Removed = Result<Committed<null>, Problem>;
type Detachment = 'detached' | 'left-with-nothing' | 'not-included' | 'would-be-off';

export async function detachEverywhere(
  c: AppContext,
  list: string,
  remove: () => Promise<Removed>,
): Promise<{ readonly detached: DetachedList; readonly removed: Removed }> {
  const directory = directoryOf(c.env);
  await refuseTurningOff(c, list);
  const outcomes = new Map<string, Detachment>();
  for (let round = 1; ; round++) {
    const { accounts, total } = await directory.findIncluders('all', list, '', MOST_AT_ONCE);
    await mapInTurns(accounts, IN_TURNS, async (account) => {
      const outcome = await detachOne(c, account, list);
      if (outcome !== 'not-included' || !outcomes.has(account)) outcomes.set(account, outcome);
    });
    const named = (...wanted: Detachment[]) =>
      [...outcomes].flatMap(([account, outcome]) => (wanted.includes(outcome) ? [account] : []));
    const off = named('would-be-off');
    if (off.length > 0) refuseOff(list, off.slice(0, MAX_NAMED_ACCOUNTS), off.length);
    if (total > accounts.length) refuseRest(list, accounts.length, total - accounts.length);
    const removed = await remove();
    const isUsed = !removed.ok && removed.error.code === 'list-in-use';
    if (isUsed && round < MAX_ROUNDS) continue;
    const leftWithNothing = named('left-with-nothing');
    return {
      detached: { detached: named('detached', 'left-with-nothing').toSorted(), leftWithNothing },
      removed,
    };
  }
}

/**
 * Refuses before anything is changed. The directory may have heard too little of an account yet, so each that it names
 * is asked.
 */
async function refuseTurningOff(c: AppContext, list: string): Promise<void> {
  const named = await directoryOf(c.env).findIncluders('turnedOff', list, '', MOST_AT_ONCE);
  const off = await mapInTurns(named.accounts, IN_TURNS, async (account) => {
    const read = await accountObject(c, account).readAllowlist();
    return read.ok && isOffWithout(list, read.value) ? [account] : [];
  });
  const accounts = off.flat();
  const rest = named.total - named.accounts.length;
  if (accounts.length > 0)
    refuseOff(list, accounts.slice(0, MAX_NAMED_ACCOUNTS), accounts.length + rest);
}

function isOffWithout(list: string, { lists = [], count }: Partial<Held> & Pick<Held, 'count'>) {
  return lists.includes(list) && lists.length === 1 && count === 0;
}

/** The account's own object decides: it may have changed since the directory heard of it. */
async function detachOne(c: AppContext, account: string, list: string): Promise<Detachment> {
  const directory = directoryOf(c.env);
  const object = accountObject(c, account);
  for (;;) {
    const read = await object.readAllowlist();
    const { lists = [], count, revision } = read.ok ? read.value : { count: 0, revision: 0 };
    if (!lists.includes(list)) {
      await directory.forgetIncluded(account, list);
      return 'not-included';
    }
    if (isOffWithout(list, { lists, count })) return 'would-be-off';
    const context = { by: actor(c), revisions: [revision], idempotency: undefined };
    const result = await object.change({ kind: 'detach', list }, context);
    // Somebody changed the account in between: look again.
    if (!result.ok && result.error.code === 'revision-changed') continue;
    const { warnings } = expectCommitted(c, account, result);
    await directory.forgetIncluded(account, list);
    const isLeft = warnings.some(({ code }) => code === 'nobody-allowed');
    return isLeft ? 'left-with-nothing' : 'detached';
  }
}

function refuseOff(list: string, accounts: readonly string[], total: number): never {
  const detail = `${countAccounts(total)} the shared list ${list} and nothing else, and would be off without it: ${nameAccounts(accounts, total)}. Give each an entry, or detach the list there.`;
  throw new ProblemError(problem('list-in-use', detail, [], { accounts, total }));
}

function refuseRest(list: string, done: number, total: number): never {
  const detail = `The shared list ${list} was detached from ${done} accounts, and ${total} more include it: repeat the call.`;
  throw new ProblemError(problem('list-in-use', detail, [], { total }));
}
