/** The calls about accounts that have an allowlist (R2). Only the operator may make them. */
import {
  Account,
  AccountPage,
  AccountPageQuery,
  AccountParams,
  ChangeAccountRequest,
  ChangeHeaders,
  CreateAccountRequest,
  DeleteAccountQuery,
  StoredAccountParams,
} from '../../../shared/api.ts';
import { logError } from '../../platform/log.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { readAccountCursor, writeAccountCursor } from './account-cursor.ts';
import {
  accountObject,
  actor,
  expectCommitted,
  isForOperator,
  revisionsOf,
} from './account-object.ts';
import { findAccounts } from './find-accounts.ts';
import { completeAccount, expectFailModeKept } from './kept-fail-mode.ts';
import { makeAccount } from './make-account.ts';

export const createAccount = endpoint({
  who: ['operator'],
  summary: 'Provision an account; its allowlist is off until the first entry',
  body: CreateAccountRequest,
  status: 201,
  answer: Account,
  problems: ['account-exists', 'domain-list-on'],
  async handle(c, { body }) {
    const { account } = body;
    const created = expectCommitted(c, account, await makeAccount(c, body));
    c.header('ETag', `"${created.revision}"`);
    c.header('Location', `/v1/accounts/${encodeURIComponent(account)}`);
    return completeAccount(created);
  },
});

export const listAccounts = endpoint({
  who: ['operator'],
  summary: 'The accounts: all, or those that are looked for',
  query: AccountPageQuery,
  status: 200,
  answer: AccountPage,
  async handle(c, { query }) {
    const { sort, limit } = query;
    const after = expectSuccess(readAccountCursor(query));
    // One more than the page holds tells whether another follows.
    const { places, total } = await findAccounts(c.env, query, after, limit + 1);
    const onPage = places.slice(0, limit);
    const described = await Promise.all(onPage.map(({ account }) => describeOrName(c, account)));
    const last = places.length > limit ? onPage.at(-1) : undefined;
    return {
      accounts: described.flatMap((account) => account ?? []),
      cursor: last ? writeAccountCursor(sort, last) : null,
      total,
    };
  },
});

/**
 * Describes an account, or gives only its name: an account that can't be reached must not hide the others. It
 * is undefined for an account that the index still names but that is gone.
 */
async function describeOrName(c: AppContext, account: string) {
  try {
    const described = await accountObject(c, account).describe();
    return described.ok ? completeAccount(described.value) : undefined;
  } catch (error) {
    logError('account-unreadable', {
      requestId: c.get('requestId'),
      account,
      error: String(error),
    });
    return { account, unreadable: true as const };
  }
}

export const readAccount = endpoint({
  who: ['operator', 'manager', 'viewer'],
  summary: 'One account',
  params: AccountParams,
  status: 200,
  answer: Account,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    const { note, ...found } = expectSuccess(await accountObject(c, account).describe());
    c.header('ETag', `"${found.revision}"`);
    return completeAccount(isForOperator(c) ? { ...found, note } : found);
  },
});

export const changeAccount = endpoint({
  who: ['operator'],
  summary: 'Change an account’s limit, consistency, fail mode or note; suspend it or end that',
  params: AccountParams,
  headers: ChangeHeaders,
  body: ChangeAccountRequest,
  status: 200,
  answer: Account,
  problems: ['account-unknown', 'revision-changed', 'domain-list-on'],
  async handle(c, { params: { account }, headers, body: { off = false, ...settings } }) {
    if (settings.failMode !== undefined) await expectFailModeKept(c, account);
    const context = { by: actor(c), revisions: revisionsOf(headers) };
    const result = await accountObject(c, account).changeSettings(settings, context, { off });
    const changed = expectCommitted(c, account, result);
    c.header('ETag', `"${changed.revision}"`);
    return completeAccount(changed);
  },
});

export const deleteAccount = endpoint({
  who: ['operator'],
  summary: 'Delete an account with its list, its tokens and its history',
  params: StoredAccountParams,
  query: DeleteAccountQuery,
  headers: ChangeHeaders,
  status: 204,
  problems: ['account-unknown', 'domain-list-on', 'revision-changed'],
  async handle(c, { params: { account }, query, headers }) {
    const consent = { off: query.off === 'true' };
    const result = await accountObject(c, account).remove(revisionsOf(headers), actor(c), consent);
    expectCommitted(c, account, result);
    return undefined;
  },
});
