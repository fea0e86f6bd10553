/**
 * What comes before a change of an account that includes shared lists, or is to include one (R20). A list is told
 * first that the account includes it, and so is the directory: only then the account commits. So a list that an account
 * includes can't be deleted unnoticed.
 */
import type { TokenName } from '../../../shared/allowlist.ts';
import { newlyIncluded, unknownList } from '../../../shared/include-lists.ts';
import type { SettledCommand } from '../../../shared/list-command.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import {
  type AccountLedger,
  type ChangeContext,
  NO_SHARED_LISTS,
  type SharedLists,
} from './account-ledger.ts';
import type { IncludedLists } from './included-lists.ts';

const DEADLINE_MS = 2_000;
/** While the others are told, the account may change, and then there may be more to tell. */
const MAX_ROUNDS = 3;

interface Others {
  /** Tells the list's object. It refuses if the list is gone. */
  readonly admit: (list: string, account: string, by: TokenName) => Promise<Result<null, Problem>>;
  /** Tells the directory. */
  readonly announce: (account: string, lists: readonly string[]) => Promise<void>;
}

export class ListInclusion {
  readonly #ledger: AccountLedger;
  readonly #lists: IncludedLists;
  readonly #others: Others;

  constructor(ledger: AccountLedger, lists: IncludedLists, others: Others) {
    this.#ledger = ledger;
    this.#lists = lists;
    this.#others = others;
  }

  /** Whether the change can need a shared list. All others are made at once, without a wait. */
  isConcerned({ kind }: SettledCommand): boolean {
    const { state } = this.#ledger;
    if (!state || state.list.isShared) return false;
    return state.record.lists.length > 0 || kind === 'attach' || kind === 'restore-revision';
  }

  /**
   * Returns what the change has to know. `told` gets the lists that know by then that the account includes them, even
   * if the change is refused.
   */
  async prepare(
    command: SettledCommand,
    context: ChangeContext,
    told: Set<string>,
  ): Promise<Result<SharedLists, Problem>> {
    const gone = new Set<string>();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const wanted = this.#findUntold(command, context, told, gone);
      // A change that would be refused is refused by the ledger.
      if (wanted === undefined) return success(NO_SHARED_LISTS);
      if (wanted.untold.length > 0) {
        const refused = await this.#tell(wanted, context.by, told, gone);
        if (refused) return failure(refused);
        if (command.kind === 'attach' && gone.has(command.list))
          return failure(unknownList(command.list));
        continue;
      }
      const known = await this.#lists.read(wanted.lists);
      // Reading takes time as well: the account may include other lists by now.
      const now = this.#findUntold(command, context, told, gone);
      if (now === undefined || now.untold.length === 0) return success({ known, gone });
    }
    const detail =
      'The account is changed by others at this moment: nothing was changed, try again.';
    return failure(problem('unavailable', detail));
  }

  /** Owes the lists that were told in vain the word that the account does not include them. Returns whether it does. */
  takeBack(told: ReadonlySet<string>, by: TokenName): boolean {
    const included = new Set(this.#ledger.state?.record.lists);
    const inVain = [...told].filter((name) => !included.has(name));
    if (inVain.length > 0) this.#ledger.giveBack(inVain, by);
    return inVain.length > 0;
  }

  /** Lists that the change would include anew and that do not know it yet, and all that it would include. */
  #findUntold(
    command: SettledCommand,
    context: ChangeContext,
    told: ReadonlySet<string>,
    gone: ReadonlySet<string>,
  ): { readonly untold: readonly string[]; readonly lists: readonly string[] } | undefined {
    const { state } = this.#ledger;
    const change = this.#ledger.foresee(command, context, gone);
    if (!state || !change) return undefined;
    const { lists = [] } = change.list;
    const untold = newlyIncluded(state.list, change.list).filter((name) => !told.has(name));
    return { untold, lists };
  }

  async #tell(
    { untold, lists }: { readonly untold: readonly string[]; readonly lists: readonly string[] },
    by: TokenName,
    told: Set<string>,
    gone: Set<string>,
  ): Promise<Problem | undefined> {
    const account = this.#ledger.state?.record.account ?? '';
    try {
      const admissions = untold.map(async (name) => {
        const admitted = await withDeadline(this.#others.admit(name, account, by), DEADLINE_MS);
        if (admitted.ok) told.add(name);
        else if (admitted.error.code === 'list-unknown') gone.add(name);
        else throw new Error(admitted.error.detail);
      });
      // All are awaited, so that each list that was told is known here.
      const settled = await Promise.allSettled(admissions);
      const failed = settled.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      const included = lists.filter((name) => !gone.has(name));
      if (untold.some((name) => told.has(name)))
        await withDeadline(this.#others.announce(account, included), DEADLINE_MS);
      return undefined;
    } catch (error) {
      logError('list-not-told', { account, error: String(error) });
      const detail =
        'The shared list, or the index of accounts, can’t be reached now: nothing was changed, try again.';
      return problem('unavailable', detail);
    }
  }
}
