/**
 * What comes before a change of an account that includes shared lists, or is to include one (R20). The directory is told
 * first that the account includes the list, then the list's object is, and only then the account commits. A list that is
 * being deleted takes nobody from its question to the directory on. So it takes the account only if that question, or
 * the next one, finds the account: a list that an account includes can't be deleted unnoticed.
 *
 * The account may then not include the list, because the change fails or the object ends. So the object owes each list
 * the opposite word before it tells it, and the change that includes the list writes that debt off. A debt that is left
 * raises the account's version: the directory keeps an announced list until it hears of that version.
 */
import type { TokenName } from '../../../shared/allowlist.ts';
import { newlyIncluded, unknownList } from '../../../shared/include-lists.ts';
import type { SettledCommand } from '../../../shared/list-command.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';
import {
  type AccountLedger,
  CHANGED_MEANWHILE,
  type ChangeContext,
  NO_SHARED_LISTS,
  type SharedLists,
} from './account-ledger.ts';
import type { IncludedLists } from './included-lists.ts';

export const TAKE_BACK_LISTS = 'take-back-lists';
/** A change that tells others is over by then. */
const TAKEN_BACK_AFTER_MS = 60_000;
const DEADLINE_MS = 2_000;
/** While the others are told, the account may change, and then there may be more to tell. */
const MAX_ROUNDS = 6;

interface Others {
  /** Tells the list's object. It refuses if the list is gone, or was made after the time. */
  readonly admit: (
    list: string,
    account: string,
    by: TokenName,
    madeBy: number | undefined,
  ) => Promise<Result<null, Problem>>;
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
  readonly #clock: AlarmClock;
  readonly #others: Others;
  /** How many changes that are under way have told each list. */
  readonly #telling = new Map<string, number>();

  constructor(ledger: AccountLedger, lists: IncludedLists, clock: AlarmClock, others: Others) {
    this.#ledger = ledger;
    this.#lists = lists;
    this.#clock = clock;
    this.#others = others;
  }

  /** Must be called when the object starts: it may have ended while it told others. */
  recall(now: number): void {
    if (this.#ledger.releases.areOwed) this.#clock.recall(TAKE_BACK_LISTS, now);
  }

  /** Whether a change that is under way has told the list that the account includes it. */
  isTelling(list: string): boolean {
    return this.#telling.has(list);
  }

  /** Whether the change can need a shared list. All others are made at once, without a wait. */
  isConcerned({ kind }: SettledCommand): boolean {
    const { state } = this.#ledger;
    if (!state || state.list.isShared) return false;
    return state.record.lists.length > 0 || kind === 'attach' || kind === 'restore-revision';
  }

  /**
   * Returns what the change has to know. `asked` gets the lists that may know by then that the account includes them,
   * even if the change is refused. They must be given to `takeBack` after the change.
   */
  async prepare(
    command: SettledCommand,
    context: ChangeContext,
    asked: Set<string>,
  ): Promise<Result<SharedLists, Problem>> {
    const told = new Set<string>();
    const gone = new Set<string>();
    const { version } = this.#others;
    const madeBy = this.#ledger.findListsMadeBy(command);
    let announcedAt: number | undefined;
    const isAnnounced = () => told.size === 0 || announcedAt === version();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      // The directory may have dropped what was announced for an earlier version, so the lists are told after it again.
      if (!isAnnounced()) told.clear();
      const wanted = this.#findWanted(command, context, told, gone);
      // A change that would be refused is refused by the ledger.
      if (wanted === undefined) return success({ ...NO_SHARED_LISTS, gone });
      if (wanted.untold.length > 0) {
        this.#owe(wanted.untold, context.by, asked);
        announcedAt = version();
        const refused = await this.#tell(async () => {
          await this.#announce(wanted.lists);
          await this.#admit(wanted.untold, context.by, madeBy, told, gone);
        });
        if (refused) return failure(refused);
        if (command.kind === 'attach' && gone.has(command.list))
          return failure(unknownList(command.list));
        continue;
      }
      const known = await this.#lists.read(wanted.lists);
      // All of this takes time: the account may include other lists by now, or have another version.
      const now = this.#findWanted(command, context, told, gone);
      if (now === undefined || (now.untold.length === 0 && isAnnounced()))
        return success({ known, gone, admitted: told });
    }
    return failure(CHANGED_MEANWHILE);
  }

  /** Must be called after the change, or without one. Returns whether lists were told in vain, and must hear of that. */
  takeBack(asked: ReadonlySet<string>): boolean {
    for (const name of asked) {
      const others = (this.#telling.get(name) ?? 1) - 1;
      if (others > 0) this.#telling.set(name, others);
      else this.#telling.delete(name);
    }
    const included = new Set(this.#ledger.state?.record.lists);
    const isInVain = [...asked].some((name) => !included.has(name));
    if (isInVain) this.#ledger.touch();
    if (asked.size > 0 && this.#telling.size === 0) this.#clock.set(TAKE_BACK_LISTS, undefined);
    return isInVain;
  }

  /** Must be called at each alarm. Returns whether lists must hear that the account does not include them. */
  run(now: number): boolean {
    const isUnderWay = this.#telling.size > 0;
    const isDue = !isUnderWay && this.#clock.timeOf(TAKE_BACK_LISTS) !== undefined;
    const isOwed = isDue && this.#ledger.releases.areOwed;
    if (isOwed) this.#ledger.touch();
    this.#clock.set(TAKE_BACK_LISTS, isUnderWay ? now + TAKEN_BACK_AFTER_MS : undefined);
    return isOwed;
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

  #owe(names: readonly string[], by: TokenName, asked: Set<string>): void {
    this.#clock.set(TAKE_BACK_LISTS, Date.now() + TAKEN_BACK_AFTER_MS);
    const unasked = names.filter((name) => !asked.has(name));
    for (const name of unasked) {
      asked.add(name);
      this.#telling.set(name, (this.#telling.get(name) ?? 0) + 1);
    }
    for (const name of unasked) this.#ledger.releases.append(name, by);
  }

  async #admit(
    names: readonly string[],
    by: TokenName,
    madeBy: number | undefined,
    told: Set<string>,
    gone: Set<string>,
  ): Promise<void> {
    const admissions = names.map(async (name) => {
      const asked = this.#others.admit(name, this.#account, by, madeBy);
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
