/** The calls about shared lists (R20). Only the operator makes, changes and deletes them. */
import {
  ChangeHeaders,
  ChangeListRequest,
  CreateListRequest,
  DeleteListQuery,
  DetachedList,
  IncludersPage,
  IncludersQuery,
  ListPageQuery,
  ListParams,
  SharedList,
  SharedListPage,
} from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { SharedListSummary } from '../../objects/account/shared-list.ts';
import { logError } from '../../platform/log.ts';
import { directoryOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';
import {
  accountObject,
  actor,
  expectCommitted,
  expectHeld,
  isForOperator,
  revisionsOf,
} from './account-object.ts';
import { detachEverywhere } from './detach-everywhere.ts';

export const createList = endpoint({
  who: ['operator'],
  summary: 'Make a shared list, which accounts can include',
  body: CreateListRequest,
  status: 201,
  answer: SharedList,
  problems: ['list-exists'],
  async handle(c, { body: { list, ...settings } }) {
    const name = listObjectName(list);
    const accounts = await countIncluders(c, list);
    const result = await accountObject(c, name).createList(list, settings, actor(c));
    const created = expectCommitted(c, name, result);
    c.header('ETag', `"${created.revision}"`);
    c.header('Location', `/v1/lists/${list}`);
    return { ...created, accounts };
  },
});

export const listLists = endpoint({
  who: ['operator'],
  summary: 'The shared lists by name: all, or those whose name has a part that is looked for',
  query: ListPageQuery,
  status: 200,
  answer: SharedListPage,
  async handle(c, { query: { q = '', cursor = '', limit } }) {
    const search = { part: q.trim().toLowerCase(), after: cursor, limit: limit + 1 };
    const { lists, total } = await directoryOf(c.env).findLists(search);
    const onPage = lists.slice(0, limit);
    const described = await Promise.all(onPage.map((list) => describeOrName(c, list)));
    return {
      lists: described.flatMap((list) => list ?? []),
      cursor: lists.length > limit ? (onPage.at(-1) ?? null) : null,
      total,
    };
  },
});

/** Describes a list, or gives only its name. It is undefined for a list that the index still names but that is gone. */
async function describeOrName(c: AppContext, list: string) {
  try {
    const described = await accountObject(c, listObjectName(list)).describeList();
    return described.ok ? await withAccounts(c, described.value) : undefined;
  } catch (error) {
    logError('list-unreadable', { requestId: c.get('requestId'), list, error: String(error) });
    return { list, unreadable: true as const };
  }
}

export const readList = endpoint({
  who: ['operator', 'manager', 'viewer'],
  summary: 'One shared list',
  params: ListParams,
  status: 200,
  answer: SharedList,
  problems: ['list-unknown'],
  async handle(c, { params: { list } }) {
    const name = listObjectName(list);
    const described = expectHeld(name, await accountObject(c, name).describeList());
    c.header('ETag', `"${described.revision}"`);
    const { note, ...shown } = await withAccounts(c, described);
    return isForOperator(c) ? { ...shown, note } : shown;
  },
});

export const changeList = endpoint({
  who: ['operator'],
  summary: 'Change the limit or the note of a shared list',
  params: ListParams,
  headers: ChangeHeaders,
  body: ChangeListRequest,
  status: 200,
  answer: SharedList,
  problems: ['list-unknown', 'revision-changed'],
  async handle(c, { params: { list }, headers, body }) {
    const name = listObjectName(list);
    const context = { by: actor(c), revisions: revisionsOf(headers) };
    // The directory is asked first. After the change, a failure would look as if nothing had been changed.
    const accounts = await countIncluders(c, list);
    const result = await accountObject(c, name).changeListSettings(body, context);
    const changed = expectCommitted(c, name, result);
    c.header('ETag', `"${changed.revision}"`);
    return { ...changed, accounts };
  },
});

export const deleteList = endpoint({
  who: ['operator'],
  summary: 'Delete a shared list that no account includes, or detach it everywhere first',
  params: ListParams,
  query: DeleteListQuery,
  headers: ChangeHeaders,
  status: 204,
  more: DetachedList,
  problems: ['list-unknown', 'list-in-use', 'revision-changed'],
  async handle(c, { params: { list }, query: { detach }, headers }) {
    const name = listObjectName(list);
    const object = accountObject(c, name);
    const remove = async () => await object.removeList(revisionsOf(headers), actor(c));
    if (!detach) {
      expectCommitted(c, name, await remove());
      return undefined;
    }
    const { revision } = expectHeld(name, await object.describeList());
    // Nothing is detached for a list that is not as it was seen.
    if (revisionsOf(headers)?.includes(revision) === false)
      throw new ProblemError(otherRevision(revision));
    const { detached, removed } = await detachEverywhere(c, list, remove);
    expectCommitted(c, name, removed);
    return c.json(detached);
  },
});

export const listIncluders = endpoint({
  who: ['operator'],
  summary: 'The accounts that include a shared list, by name',
  params: ListParams,
  query: IncludersQuery,
  status: 200,
  answer: IncludersPage,
  problems: ['list-unknown'],
  async handle(c, { params: { list }, query: { cursor = '', limit } }) {
    const name = listObjectName(list);
    expectHeld(name, await accountObject(c, name).describeList());
    const asked = directoryOf(c.env).findIncluders('all', list, cursor, limit + 1);
    const { accounts, total } = await asked;
    const onPage = accounts.slice(0, limit);
    return {
      accounts: onPage,
      cursor: accounts.length > limit ? (onPage.at(-1) ?? null) : null,
      total,
    };
  },
});

function otherRevision(revision: number): Problem {
  const detail = `The shared list is at revision ${revision}: read it again, then repeat the change.`;
  return problem('revision-changed', detail, [], { revision });
}

async function withAccounts(c: AppContext, summary: SharedListSummary): Promise<SharedList> {
  return { ...summary, accounts: await countIncluders(c, summary.list) };
}

async function countIncluders(c: AppContext, list: string): Promise<number> {
  return (await directoryOf(c.env).findIncluders('all', list, '', 0)).total;
}
