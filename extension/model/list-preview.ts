/** What a change of a shared list would do to the accounts that include it. */
import type { Allowlist, Change, Sender } from '../../shared/api.ts';
import type { Foresight } from './first-act.ts';

/** An account for which the change would make a difference. */
export interface AccountEffect {
  readonly account: string;
  readonly mode: Allowlist['mode'];
  readonly cutOff: readonly Sender[];
  readonly letIn: readonly Sender[];
  /** True if the account would be on and let nobody in. */
  readonly nobodyAllowed: boolean;
}

/** One page of the accounts. */
export interface ListPreview extends Pick<Change, 'revision' | 'count' | 'warnings'> {
  /** The number of accounts that include the list. */
  readonly accounts: { readonly total: number };
  readonly affected: readonly AccountEffect[];
  /** The accounts that could not be asked. */
  readonly unreadable: readonly string[];
  readonly cursor: string | null;
}

/** Adds a page to those that were read. */
export function addPreviewPage(read: ListPreview | null, page: ListPreview): ListPreview {
  if (read === null) return page;
  return {
    ...page,
    affected: [...read.affected, ...page.affected],
    unreadable: [...read.unreadable, ...page.unreadable],
  };
}

/** Nobody knows whom a change cuts off before all accounts were asked, unless somebody was found already. */
export function listForesightOf(read: ListPreview | null): Foresight {
  const cutOff = read?.affected.reduce((sum, one) => sum + one.cutOff.length, 0) ?? 0;
  const isWhole = read !== null && read.cursor === null && read.unreadable.length === 0;
  return isWhole || cutOff > 0 ? { kind: 'checked', cutOff, isLate: false } : { kind: 'unchecked' };
}
