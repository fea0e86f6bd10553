/** Asks what a change of a shared list would do to the accounts that include it. Nothing is changed. */
import { type ListCommand, previewOf } from '../../shared/list-command.ts';
import { findListName } from '../../shared/list-name.ts';
import type { AccountEffect, ListPreview } from '../model/list-preview.ts';
import { hasFields, isCount, isFlag, isName, isText, listOf, orNull } from '../model/shape.ts';
import type { ApiAnswer } from '../model/trouble.ts';
import { isMode, isSender } from '../model/wire-shapes.ts';
import { isWarningList } from './answer-shapes.ts';
import type { ApiClient } from './api-client.ts';

const isAccountEffect = hasFields<AccountEffect>({
  account: isName,
  mode: isMode,
  cutOff: listOf(isSender),
  letIn: listOf(isSender),
  nobodyAllowed: isFlag,
});

const isListPreview = hasFields<ListPreview>({
  revision: isCount,
  count: isCount,
  warnings: isWarningList,
  accounts: hasFields<ListPreview['accounts']>({ total: isCount }),
  affected: listOf(isAccountEffect),
  unreadable: listOf(isName),
  cursor: orNull(isText),
});

/** A page is about 250 accounts, and may take longer than other answers. */
const TIMEOUT_MS = 30_000;

/** `account` is the place of the list. The cursor is that of the page before, or null for the first page. */
export function readListPreview(
  { call }: Pick<ApiClient, 'call'>,
  account: string,
  command: ListCommand,
  cursor: string | null,
): ApiAnswer<ListPreview> {
  const page = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const path = `/v1/lists/${findListName(account)}/allowlist/preview${page}`;
  return call(isListPreview, 'POST', path, previewOf(command), { timeoutMs: TIMEOUT_MS });
}
