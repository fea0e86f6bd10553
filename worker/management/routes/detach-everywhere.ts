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
import { NEWEST_LAYOUT } from '../../replicas/layouts.ts';
import { openReplica } from '../../replicas/replica-format.ts';
import type { AppContext } from '../app-env.ts';
import { ProblemError } from '../problem-response.ts';
import { accountObject, actor, expectCommitted } from './account-object.ts';

/** A call detaches so many accounts at most, so that it ends in time. */
const MOST_AT_ONCE = 300;
const IN_TURNS = 25;
/** A report of an account that was under way can say once more that it includes the list. */
const MAX_ROUNDS = 3;

/** What an account was when it was read. */
type Held = Pick<Allowlist, 'lists' | 'count' | 'revision'>;
type Removed = Result<Committed<null>, Problem>;
type Detachment = 'detached' | 'left-with-nothing' | 'not-included' | 'would-be-off';

const GONE: Held = { lists: [], count: 0, revision: 0 };

export async function detachEverywhere(
  c: AppContext,
  list: string,
  remove: () => Promise<Removed>,
): Promise<{ readonly detached: DetachedList; readonly removed: Removed }> {
  const directory = directoryOf(c.env);
  const find = async () => directory.findIncluders('all', list, '', MOST_AT_ONCE);
  const first = await find();
  const read = await readHeld(c, first.accounts);
  await refuseTurningOff(c, list, read);
  const outcomes = new Map<string, Detachment>();
  for (let round = 1; ; round++) {
    const { accounts, total } = round === 1 ? first : await find();
    await mapInTurns(accounts, IN_TURNS, async (account) => {
      const outcome = await detachOne(
        c,
        account,
        list,
        round === 1 ? read.get(account) : undefined,
      );
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

async function readHeld(
  c: AppContext,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Held>> {
  const read = await mapInTurns(accounts, IN_TURNS, async (account) => readOne(c, account));
  return new Map(accounts.map((account, index) => [account, read[index] ?? GONE]));
}

async function readOne(c: AppContext, account: string): Promise<Held> {
  const read = await accountObject(c, account).readAllowlist();
  return read.ok ? read.value : GONE;
}

/**
 * Refuses before anything is changed. The directory may not have heard yet how an account stands, so the accounts are
 * asked themselves. `read` has the first of them; the directory names those that it takes for ones to refuse for.
 */
async function refuseTurningOff(
  c: AppContext,
  list: string,
  read: ReadonlyMap<string, Held>,
): Promise<void> {
  const named = await directoryOf(c.env).findIncluders('turnedOff', list, '', MOST_AT_ONCE);
  const more = await readHeld(
    c,
    named.accounts.filter((account) => !read.has(account)),
  );
  const off = [...read, ...more].filter(([, held]) => isOffWithout(list, held));
  const accounts = off.map(([account]) => account).toSorted();
  const rest = named.total - named.accounts.length;
  if (accounts.length > 0)
    refuseOff(list, accounts.slice(0, MAX_NAMED_ACCOUNTS), accounts.length + rest);
}

function isOffWithout(list: string, { lists = [], count }: Held): boolean {
  return lists.includes(list) && lists.length === 1 && count === 0;
}

/** The account's own object decides: it may have changed since it was read. */
async function detachOne(
  c: AppContext,
  account: string,
  list: string,
  earlier: Held | undefined,
): Promise<Detachment> {
  const object = accountObject(c, account);
  for (let again = false; ; again = true) {
    const held = (again ? undefined : earlier) ?? (await readOne(c, account));
    const { lists = [], revision } = held;
    if (!lists.includes(list)) {
      if (await forgetUnincluded(c, account, list)) return 'not-included';
      continue;
    }
    if (isOffWithout(list, held)) return 'would-be-off';
    const context = { by: actor(c), revisions: [revision], idempotency: undefined };
    const result = await object.change({ kind: 'detach', list }, context);
    // Somebody changed the account in between: look again.
    if (!result.ok && result.error.code === 'revision-changed') continue;
    const { warnings } = expectCommitted(c, account, result);
    if (result.ok) await directoryOf(c.env).forgetIncluded(account, list, result.value.version);
    const isLeft = warnings.some(({ code }) => code === 'nobody-allowed');
    return isLeft ? 'left-with-nothing' : 'detached';
  }
}

/**
 * Lets the directory forget the list for an account that does not include it. The version keeps what the account has
 * announced since: it is about to include the list. Returns false if the account includes the list by now.
 */
async function forgetUnincluded(c: AppContext, account: string, list: string): Promise<boolean> {
  const answer = await accountObject(c, account).readReplica(-1, NEWEST_LAYOUT);
  const replica = answer instanceof ArrayBuffer ? openReplica(answer) : undefined;
  if (replica?.lists.includes(list)) return false;
  await directoryOf(c.env).forgetIncluded(account, list, replica?.version ?? 0);
  return true;
}

function refuseOff(list: string, accounts: readonly string[], total: number): never {
  const detail = `${countAccounts(total)} the shared list ${list} and nothing else, and would be off without it: ${nameAccounts(accounts, total)}. Give each an entry, or detach the list there.`;
  throw new ProblemError(problem('list-in-use', detail, [], { accounts, total }));
}

function refuseRest(list: string, done: number, total: number): never {
  const detail = `The shared list ${list} was detached from ${done} accounts, and ${total} more include it: repeat the call.`;
  throw new ProblemError(problem('list-in-use', detail, [], { total }));
}
