/** The calls about shared lists that only an operator makes (R20). */
import type { HistoryPage, IncludersPage, SharedList, SharedListPage } from '../../shared/api.ts';
import type { AttachedList } from '../model/attached-list.ts';
import type { RemovalPage } from '../model/list-removal.ts';
import {
  hasFields,
  isCount,
  isFlag,
  isName,
  isRecord,
  isText,
  isTime,
  listOf,
  oneOf,
  optional,
  orNull,
  type Shape,
} from '../model/shape.ts';
import type { FoundList } from '../model/shared-list.ts';
import type { ListTerms, TokenTerms } from '../model/terms.ts';
import { isSender } from '../model/wire-shapes.ts';
import { isHistoryPage, isIssuedToken, isTokenList } from './answer-shapes.ts';
import type { ApiClient } from './api-client.ts';

const isSharedList = hasFields<SharedList>({
  list: isText,
  limit: isCount,
  note: optional(isText),
  count: isCount,
  expired: isCount,
  revision: isCount,
  accounts: isCount,
  createdAt: isTime,
});

const isUnreadableList = hasFields<Exclude<FoundList, SharedList>>({
  list: isText,
  unreadable: oneOf([true]),
});

const isFoundList: Shape<FoundList> = (value): value is FoundList =>
  isUnreadableList(value) || isSharedList(value);

const isListsPage = hasFields<SharedListPage>({
  lists: listOf(isFoundList),
  cursor: orNull(isText),
  total: isCount,
});

const isIncludersPage = hasFields<IncludersPage>({
  accounts: listOf(isName),
  cursor: orNull(isText),
  total: isCount,
});

const isIncludedLists = hasFields<{ readonly lists: readonly AttachedList[] }>({
  lists: listOf(
    hasFields<AttachedList>({
      list: isText,
      count: optional(isCount),
      expired: optional(isCount),
      limit: optional(isCount),
      gone: optional(oneOf([true])),
      unreadable: optional(oneOf([true])),
    }),
  ),
});

const isRemovalPage = hasFields<RemovalPage>({
  accounts: hasFields<RemovalPage['accounts']>({ total: isCount }),
  affected: listOf(
    hasFields<RemovalPage['affected'][number]>({
      account: isName,
      cutOff: listOf(isSender),
      nobodyAllowed: isFlag,
      turnedOff: isFlag,
    }),
  ),
  unreadable: listOf(isName),
  cursor: orNull(isText),
});

export function sharedLists({ call }: Pick<ApiClient, 'call'>) {
  const path = (list: string, rest = '') => `/v1/lists/${list}${rest}`;
  return {
    find: (part: string, cursor: string | null) =>
      call(
        isListsPage,
        'GET',
        `/v1/lists?${new URLSearchParams({ ...asked(part), ...from(cursor) })}`,
      ),
    create: (list: string, terms: ListTerms) =>
      call(isSharedList, 'POST', '/v1/lists', { list, ...terms }),
    read: (list: string) => call(isSharedList, 'GET', path(list)),
    change: (list: string, terms: ListTerms) => call(isSharedList, 'PATCH', path(list), terms),
    /** `detach`: it is detached from every account first. Refused while that would turn an account off. */
    remove: (list: string, detach: boolean) =>
      call(isRecord, 'DELETE', path(list, detach ? '?detach=true' : '')),
    /** Asks which accounts would feel it if the list were detached everywhere. Nothing is changed. */
    previewRemoval: (list: string, cursor: string | null) =>
      call(
        isRemovalPage,
        'POST',
        path(list, `/allowlist/preview?${new URLSearchParams(from(cursor))}`),
        {
          deleteList: true,
        },
      ),
    includers: (list: string, cursor: string | null) =>
      call(isIncludersPage, 'GET', path(list, `/accounts?${new URLSearchParams(from(cursor))}`)),
    history: (list: string, cursor: string | null) =>
      call<HistoryPage>(
        isHistoryPage,
        'GET',
        path(list, `/history?${new URLSearchParams(from(cursor))}`),
      ),
    tokens: (list: string) => call(isTokenList, 'GET', path(list, '/tokens')),
    issueToken: (list: string, terms: TokenTerms & { readonly role: 'manager' | 'viewer' }) =>
      call(isIssuedToken, 'POST', path(list, '/tokens'), terms),
    revokeToken: (list: string, id: string) =>
      call(isRecord, 'DELETE', path(list, `/tokens/${id}`)),
    /** Reads the lists that an account includes. */
    ofAccount: (account: string) =>
      call(isIncludedLists, 'GET', `/v1/accounts/${encodeURIComponent(account)}/lists`),
  };
}

function asked(part: string): { readonly q?: string } {
  return part === '' ? {} : { q: part };
}

function from(cursor: string | null): { readonly cursor?: string } {
  return cursor === null ? {} : { cursor };
}
