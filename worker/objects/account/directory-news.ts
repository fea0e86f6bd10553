/**
 * Tells the directory the status of the account, and then the events that it does not know yet. Tells the shared lists
 * that the account includes no more.
 */
import type { TokenName } from '../../../shared/allowlist.ts';
import type { directoryOf } from '../../platform/objects.ts';
import type { AccountStatus } from '../machinery/account-status.ts';
import type { ListStatus } from '../machinery/list-status.ts';
import { liveUntil } from '../machinery/live-until.ts';
import type { UnreadableRows } from '../machinery/unreadable-rows.ts';
import type { AccountLedger } from './account-ledger.ts';
import type { ToldVersions } from './directory-teller.ts';

interface Teller {
  readonly directory: ReturnType<typeof directoryOf>;
  readonly objectId: string;
  readonly ledger: AccountLedger;
  readonly unreadable: UnreadableRows;
  readonly release: (list: string, account: string, by: TokenName) => Promise<void>;
  /** Whether a change that is under way is about to include the list. */
  readonly isTelling: (list: string) => boolean;
}

export async function tellNews(teller: Teller, versions: ToldVersions): Promise<void> {
  await tellStatus(teller, versions);
  await tellEvents(teller);
  await tellReleases(teller);
}

async function tellStatus(
  { directory, objectId, ledger }: Teller,
  { version, publishedVersion }: ToldVersions,
): Promise<void> {
  if (!ledger.state) return;
  const { record, list } = ledger.state;
  const { account, deleted, suspended } = record;
  if (list.isShared) {
    await tellListStatus(directory, ledger, { objectId, version, publishedVersion });
    return;
  }
  // The directory forgets the account last. Until then some copy may still allow, and the operator must see that.
  if (deleted && publishedVersion >= version) {
    // The version is passed, because the account may be made again in the meantime.
    await directory.removeAccount(account, version);
    return;
  }
  const status: AccountStatus = {
    account,
    objectId,
    version,
    publishedVersion,
    mode: list.mode,
    suspended,
    count: list.entries.length,
    liveUntil: liveUntil(list.entries),
    limit: list.limit,
    lists: record.lists,
  };
  const isKnown = await directory.tell(status);
  if (!isKnown && !deleted) await directory.addAccount(status);
}

async function tellListStatus(
  directory: Teller['directory'],
  { kind, state }: AccountLedger,
  versions: Pick<ListStatus, 'objectId' | 'version' | 'publishedVersion'>,
): Promise<void> {
  if (!state) return;
  const { record, list } = state;
  const status: ListStatus = {
    ...versions,
    list: kind.name,
    count: list.entries.length,
    liveUntil: liveUntil(list.entries),
    limit: list.limit,
  };
  if (record.deleted && status.publishedVersion >= status.version) {
    await directory.removeList(status.list, status.version);
    return;
  }
  const isKnown = await directory.tellList(status);
  if (!isKnown && !record.deleted) await directory.addList(status);
}

async function tellEvents({ directory, objectId, ledger, unreadable }: Teller): Promise<void> {
  const account = ledger.state?.record.account;
  for (;;) {
    const { events, upTo } = ledger.events.next(unreadable);
    if (account === undefined || upTo === undefined) return;
    if (events.length > 0) await directory.recordEvents(objectId, account, events);
    ledger.events.forgetUpTo(upTo);
  }
}

async function tellReleases({ ledger, release, isTelling }: Teller): Promise<void> {
  const account = ledger.state?.record.account;
  if (account === undefined) return;
  for (const { sequence, list, by } of ledger.releases.list()) {
    if (isTelling(list)) continue;
    await release(list, account, by);
    ledger.releases.forget(sequence);
  }
}
