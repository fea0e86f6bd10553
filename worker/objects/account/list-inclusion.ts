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
  CHANGED_MEANWHILE,
  type ChangeContext,
  NO_SHARED_LISTS,
  type SharedLists,
} from './account-ledger.ts';
import type { IncludedLists } from './included-lists.ts';

const DEADLINE_MS = 2_000;
/** While the others are told, the account may change, and then there may be more to tell. */
const MAX_ROUNDS = 6;

interface Others {
  /** Tells the list's object. It refuses if the list is gone. */
  readonly admit: (list: string, account: string, by: TokenName) => Promise<Result<null, Problem>>;
  /** Tells the directory which lists the next version of the account will include. */
  readonly announce: (account: string, lists: readonly string[]) => Promise<void>;
  /** The version of the account now. */
  readonly version: () => number;
}

interface Wanted {
  /** All lists that the account would include. */
  readonly lists: readonly string[];
  /** Those that it would include anew, and that do not know it yet. */
  readonly untold: readonly string[];
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
    const { version } = this.#others;
    let announcedAt: number | undefined;
    const isAnnounced = () => told.size === 0 || announcedAt === version();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const wanted = this.#findWanted(command, context, told, gone);
      // A change that would be refused is refused by the ledger.
      if (wanted === undefined) return success({ ...NO_SHARED_LISTS, gone });
      if (wanted.untold.length > 0) {
        const refused = await this.#tell(() => this.#admit(wanted.untold, context.by, told, gone));
        if (refused) return failure(refused);
        if (command.kind === 'attach' && gone.has(command.list))
          return failure(unknownList(command.list));
        continue;
      }
      if (!isAnnounced()) {
        announcedAt = version();
        const refused = await this.#tell(() => this.#announce(wanted.lists));
        if (refused) return failure(refused);
      }
      const known = await this.#lists.read(wanted.lists);
      // All of this takes time: the account may include other lists by now, or have another version.
      const now = this.#findWanted(command, context, told, gone);
      if (now === undefined || (now.untold.length === 0 && isAnnounced()))
        return success({ known, gone, admitted: told });
    }
    return failure(CHANGED_MEANWHILE);
  }

  /** Owes the lists that were told in vain the word that the account does not include them. Returns whether it does. */
  takeBack(told: ReadonlySet<string>, by: TokenName): boolean {
    const included = new Set(this.#ledger.state?.record.lists);
    const inVain = [...told].filter((name) => !included.has(name));
    if (inVain.length > 0) this.#ledger.giveBack(inVain, by);
    return inVain.length > 0;
  }

  /** It is undefined if the change would be refused, or was made already. */
  #findWanted(
    command: SettledCommand,
    context: ChangeContext,
    told: ReadonlySet<string>,
    gone: ReadonlySet<string>,
  ): Wanted | undefined {
    const { state } = this.#ledger;
    const change = this.#ledger.foresee(command, context, gone);
    if (!state || !change) return undefined;
    const { lists = [] } = change.list;
    const untold = newlyIncluded(state.list, change.list).filter((name) => !told.has(name));
    return { untold, lists };
  }

  async #admit(
    names: readonly string[],
    by: TokenName,
    told: Set<string>,
    gone: Set<string>,
  ): Promise<void> {
    const admissions = names.map(async (name) => {
      const asked = this.#others.admit(name, this.#account, by);
      const admitted = await withDeadline(asked, DEADLINE_MS);
      if (admitted.ok) told.add(name);
      else if (admitted.error.code === 'list-unknown') gone.add(name);
      else throw new Error(admitted.error.detail);
    });
    // All are awaited, so that each list that was told is known here.
    const settled = await Promise.allSettled(admissions);
    const failed = settled.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  async #announce(lists: readonly string[]): Promise<void> {
    await withDeadline(this.#others.announce(this.#account, lists), DEADLINE_MS);
  }

  async #tell(tell: () => Promise<void>): Promise<Problem | undefined> {
    try {
      await tell();
      return undefined;
    } catch (error) {
      logError('list-not-told', { account: this.#account, error: String(error) });
      const detail =
        'The shared list, or the index of accounts, can’t be reached now: nothing was changed, try again.';
      return problem('unavailable', detail);
    }
  }

  get #account(): string {
    return this.#ledger.state?.record.account ?? '';
  }
}
