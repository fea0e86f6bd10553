/** The duties that the object of a shared list has beside those of every allowlist (R20). */
import type { Entry, TokenName } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { type ChangeWarning, warningsOf } from '../../../shared/change-warnings.ts';
import { coverageChange } from '../../../shared/coverage-change.ts';
import { countExpired, isExpired } from '../../../shared/expired-entries.ts';
import type { SettledCommand } from '../../../shared/list-command.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import type { SharedListChange } from '../../../shared/shared-change-effect.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import type { directoryOf } from '../../platform/objects.ts';
import type { Outbox } from '../machinery/outbox.ts';
import type { AccountLedger } from './account-ledger.ts';
import type { AccountSummary } from './account-store.ts';

export interface ListSettings {
  readonly limit?: number | undefined;
  readonly note?: string | undefined;
}

/** What a change would make of a shared list, and of the addresses that it lets in. */
export interface ListChangePreview
  extends SharedListChange,
    Pick<api.SharedChange, 'revision' | 'count' | 'expired' | 'limit'> {
  readonly warnings: readonly ChangeWarning[];
}

/** A shared list without what only the directory knows: how many accounts include it. */
export type SharedListSummary = Omit<api.SharedList, 'accounts'>;

/** The longest wait for the directory. */
const DIRECTORY_DEADLINE_MS = 2_000;
/** So many accounts that include a list are named. */
export const MAX_NAMED_ACCOUNTS = 20;

export class SharedList {
  readonly #ledger: AccountLedger;
  readonly #outbox: Outbox;
  readonly #directory: () => ReturnType<typeof directoryOf>;
  /** The calls that are about to delete the list. */
  #removing = 0;

  constructor(
    ledger: AccountLedger,
    outbox: Outbox,
    directory: () => ReturnType<typeof directoryOf>,
  ) {
    this.#ledger = ledger;
    this.#outbox = outbox;
    this.#directory = directory;
  }

  summarize({
    limit,
    note,
    count,
    expired,
    revision,
    createdAt,
  }: AccountSummary): SharedListSummary {
    const { publishedRevision, unpublishedSince } = this.#outbox.publication;
    return {
      list: this.#ledger.kind.name,
      limit,
      ...(note !== undefined && { note }),
      count,
      expired,
      revision,
      createdAt,
      publishedRevision,
      unpublishedSince: toTimestamp(unpublishedSince),
    };
  }

  /**
   * Lets an account include the list, and notes that in its history. A list that is about to go takes nobody. With
   * `madeBy`, a list that was made after this time is another one, even if it has the name.
   */
  admit(account: string, by: TokenName, madeBy = Infinity): Result<null, Problem> {
    const live = this.#ledger.liveList;
    if (!live.ok) return live;
    if (live.value.record.createdAt > madeBy) return failure(this.#ledger.kind.unknown);
    if (this.#removing > 0) {
      const detail = `The shared list ${this.#ledger.kind.name} is being deleted now: try again.`;
      return failure(problem('unavailable', detail));
    }
    if (this.#ledger.history.lastOfAccount(account) !== 'list-attached')
      this.#ledger.appendEvent('list-attached', by, {}, { account });
    return success(null);
  }

  /** Notes that an account includes the list no more. It can be told again. */
  release(account: string, by: TokenName): void {
    if (!this.#ledger.liveList.ok) return;
    if (this.#ledger.history.lastOfAccount(account) === 'list-attached')
      this.#ledger.appendEvent('list-detached', by, { account }, {});
  }

  /** Reckons a change, or without a command the deletion of the list. Nothing is changed. */
  preview(command: SettledCommand | undefined, now: number): Result<ListChangePreview, Problem> {
    const live = this.#ledger.liveList;
    if (!live.ok) return live;
    const { record, list } = live.value;
    const reckoned = command && this.#ledger.reckon(command, live.value);
    if (reckoned && !reckoned.ok) return reckoned;
    const change = reckoned?.value;
    const entries = change?.list.entries ?? [];
    return success({
      ...coverageChange(list.entries, entries, now),
      list: this.#ledger.kind.name,
      isDeleted: command === undefined,
      revision: record.revision,
      count: entries.length,
      expired: countExpired(entries, now),
      limit: list.limit,
      warnings: change ? warningsOf(list, change, undefined, now) : [],
    });
  }

  /**
   * The warnings of a change that only the directory can give: the accounts that no address is let in for any more.
   * A directory that can't be reached delays no change.
   */
  async warnOf(command: SettledCommand, now: number): Promise<ChangeWarning[]> {
    const live = this.#ledger.liveList;
    const reckoned = live.ok ? this.#ledger.reckon(command, live.value) : live;
    if (!live.ok || !reckoned.ok) return [];
    const isLive = (entry: Entry) => !isExpired(entry, now) && !entry.unreadable;
    const { list: before } = live.value;
    if (reckoned.value.list.entries.some(isLive) || !before.entries.some(isLive)) return [];
    const { name } = this.#ledger.kind;
    try {
      const asked = this.#directory().findIncluders(
        'leftWithNothing',
        name,
        '',
        MAX_NAMED_ACCOUNTS,
      );
      const { accounts, total } = await withDeadline(asked, DIRECTORY_DEADLINE_MS);
      return accounts.map((value) => ({
        code: 'nobody-allowed',
        message: describeLeft(value, total),
        value,
      }));
    } catch (error) {
      logError('directory-unreachable', { list: name, error: String(error) });
      const message =
        'No live entry is left on the shared list. The index of accounts can’t be reached now, so it is not known for whom nobody can send any more.';
      return [{ code: 'nobody-allowed', message }];
    }
  }

  /** Runs `remove` unless an account includes the list. No account can begin to meanwhile. */
  async removeUnused<Removed>(
    remove: () => Result<Removed, Problem>,
  ): Promise<Result<Removed, Problem>> {
    const live = this.#ledger.liveList;
    if (!live.ok) return live;
    const { name } = this.#ledger.kind;
    this.#removing++;
    try {
      const asked = this.#directory().findIncluders('all', name, '', MAX_NAMED_ACCOUNTS);
      const { accounts, total } = await withDeadline(asked, DIRECTORY_DEADLINE_MS);
      return total > 0 ? failure(refuseUsed(name, accounts, total)) : remove();
    } catch (error) {
      logError('directory-unreachable', { list: name, error: String(error) });
      const detail = 'The index of accounts can’t be reached now: nothing was deleted, try again.';
      return failure(problem('unavailable', detail));
    } finally {
      this.#removing--;
    }
  }
}

function describeLeft(account: string, total: number): string {
  const others =
    total === 1 ? '' : ` It is one of ${total} accounts that this leaves with nothing.`;
  return `Nobody can send for ${account} any more: it has no live entry of its own, and no other list lets anyone in.${others}`;
}

/** R20: a list that accounts include is not deleted without a word. */
export function refuseUsed(list: string, accounts: readonly string[], total: number): Problem {
  const detail = `${countAccounts(total)} the shared list ${list}: ${nameAccounts(accounts, total)}. Detach it there, or say detach=true.`;
  return problem('list-in-use', detail, [], { accounts, total });
}

export function countAccounts(total: number): string {
  return total === 1 ? '1 account includes' : `${total} accounts include`;
}

export function nameAccounts(accounts: readonly string[], total: number): string {
  const more = total - accounts.length;
  return `${accounts.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
