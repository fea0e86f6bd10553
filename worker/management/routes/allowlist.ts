/** An account's allowlist: read by its viewers, changed by its managers. */
import {
  AccountParams,
  AddHeaders,
  AddRequest,
  Allowlist,
  Change,
  ChangeHeaders,
  EditRequest,
  EntryParams,
  ImportRequest,
  ModeRequest,
  ReplaceRequest,
  RestoreRequest,
} from '../../../shared/api.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import type { IdempotencyKey } from '../../objects/account/idempotency-store.ts';
import type { ListCommand } from '../../objects/account/list-command.ts';
import { digestOf } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import {
  accountObject,
  actor,
  expectCommitted,
  findOwnAddress,
  revisionsOf,
} from './account-object.ts';
import { toAddition, toExpiry, toImport } from './addition.ts';

const MANAGERS = ['manager', 'operator'] as const;
const CHANGES: readonly ProblemCode[] = ['account-unknown', 'revision-changed'];
const ADDS: readonly ProblemCode[] = [...CHANGES, 'duplicate-entry', 'limit-reached'];

export const readAllowlist = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'The allowlist with its entries',
  params: AccountParams,
  status: 200,
  answer: Allowlist,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    const allowlist = expectSuccess(await accountObject(c, account).readAllowlist());
    c.header('ETag', `"${allowlist.revision}"`);
    return allowlist;
  },
});

export const addEntries = endpoint({
  who: MANAGERS,
  summary:
    'Add values of one format, or the address the request comes from: all or nothing; exactly an expired entry’s addresses renew it',
  params: AccountParams,
  headers: AddHeaders,
  body: AddRequest,
  status: 201,
  answer: Change,
  problems: ADDS,
  handle: (c, { params, headers, body }) =>
    change(c, params.account, headers, { kind: 'add', addition: toAddition(c, body) }),
});

export const importEntries = endpoint({
  who: MANAGERS,
  summary: 'Add entries of any format, each with its own remark and expiry: all or nothing',
  params: AccountParams,
  headers: AddHeaders,
  body: ImportRequest,
  status: 201,
  answer: Change,
  problems: ADDS,
  handle: (c, { params, headers, body }) => change(c, params.account, headers, toImport(body)),
});

export const replaceEntries = endpoint({
  who: MANAGERS,
  summary: 'Delete entries and add others in one step',
  params: AccountParams,
  headers: AddHeaders,
  body: ReplaceRequest,
  status: 200,
  answer: Change,
  problems: [...ADDS, 'entry-unknown'],
  handle: (c, { params, headers, body: { remove, add } }) =>
    change(c, params.account, headers, {
      kind: 'replace',
      remove,
      addition: toAddition(c, add, '/add'),
    }),
});

export const editEntry = endpoint({
  who: MANAGERS,
  summary: 'Change an entry’s remark or expiry',
  params: EntryParams,
  headers: ChangeHeaders,
  body: EditRequest,
  status: 200,
  answer: Change,
  problems: [...CHANGES, 'entry-unknown'],
  handle: (c, { params, headers, body }) =>
    change(c, params.account, headers, {
      kind: 'edit',
      id: params.id,
      edit: {
        ...(body.remark === undefined ? {} : { remark: body.remark }),
        ...(body.expiresAt === undefined ? {} : { expiresAt: toExpiry(body) }),
      },
    }),
});

export const deleteEntry = endpoint({
  who: MANAGERS,
  summary: 'Delete an entry; without the last one the allowlist is off',
  params: EntryParams,
  headers: ChangeHeaders,
  status: 200,
  answer: Change,
  problems: [...CHANGES, 'entry-unknown'],
  handle: (c, { params, headers }) =>
    change(c, params.account, headers, { kind: 'delete', id: params.id }),
});

export const disableAllowlist = endpoint({
  who: MANAGERS,
  summary: 'Disable the allowlist: clear every entry and let any address send',
  params: AccountParams,
  headers: ChangeHeaders,
  status: 200,
  answer: Change,
  problems: CHANGES,
  handle: (c, { params, headers }) => change(c, params.account, headers, { kind: 'disable' }),
});

export const setMode = endpoint({
  who: MANAGERS,
  summary: 'Enforce the allowlist, or only observe what it would refuse',
  params: AccountParams,
  headers: ChangeHeaders,
  body: ModeRequest,
  status: 200,
  answer: Change,
  problems: [...CHANGES, 'allowlist-empty'],
  handle: (c, { params, headers, body }) =>
    change(c, params.account, headers, { kind: 'set-mode', mode: body.mode }),
});

export const restoreAllowlist = endpoint({
  who: MANAGERS,
  summary: 'Put back deleted entries, or the whole list as it was at a revision',
  params: AccountParams,
  headers: AddHeaders,
  body: RestoreRequest,
  status: 200,
  answer: Change,
  problems: [...ADDS, 'entry-unknown', 'allowlist-empty'],
  handle: (c, { params, headers, body }) =>
    change(
      c,
      params.account,
      headers,
      'revision' in body
        ? { kind: 'restore-revision', revision: body.revision }
        : { kind: 'restore-entries', ids: body.entries },
    ),
});

interface ChangeHeaderValues {
  readonly 'if-match'?: string | undefined;
  readonly 'idempotency-key'?: string | undefined;
}

async function change(
  c: AppContext,
  account: string,
  headers: ChangeHeaderValues,
  command: ListCommand,
): Promise<Change> {
  const caller = findOwnAddress(c);
  const result = await accountObject(c, account).change(command, {
    by: actor(c),
    revisions: revisionsOf(headers),
    idempotency: await findIdempotencyKey(c, headers['idempotency-key']),
    caller: caller,
  });
  const changed = expectCommitted(c, account, result);
  c.header('ETag', `"${changed.revision}"`);
  return changed;
}

/** A key counts within the token that sent it. */
async function findIdempotencyKey(
  c: AppContext,
  key: string | undefined,
): Promise<IdempotencyKey | undefined> {
  if (key === undefined) return undefined;
  const request = `${c.req.method} ${c.req.path}\n${await c.req.text()}`;
  return { key: `${c.get('session').tokenId}:${key}`, digest: await digestOf(request) };
}
