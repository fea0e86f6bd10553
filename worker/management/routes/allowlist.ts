/** The calls about the allowlist of an account, or about a shared list. Viewers may read it, and managers may change it. */
import type { z } from '@hono/zod-openapi';
import {
  AddHeaders,
  AddRequest,
  AttachRequest,
  type Change,
  ChangeHeaders,
  ClearHeaders,
  DeleteEntriesRequest,
  EditEntriesRequest,
  EditRequest,
  ImportRequest,
  IncludedListParams,
  ModeRequest,
  ReplaceRequest,
  RestoreRequest,
} from '../../../shared/api.ts';
import { LIST_CALLS, type ListCommand } from '../../../shared/list-command.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import type { IdempotencyKey } from '../../objects/account/idempotency-store.ts';
import { sendCaller } from '../../objects/account/sent-caller.ts';
import { digestOf } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import type { Role } from '../bearer-auth.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import {
  accountObject,
  actor,
  expectCommitted,
  expectHeld,
  expectSettled,
  findOwnAddress,
  revisionsOf,
} from './account-object.ts';
import { type ListHolder, objectNameOf } from './holder.ts';
import { withLists } from './with-lists.ts';

const OPERATOR = ['operator'] as const;
const MANAGERS = ['manager', 'operator'] as const;
const ADDS: readonly ProblemCode[] = ['duplicate-entry', 'limit-reached'];

export const readAllowlist = (of: ListHolder) =>
  endpoint({
    who: ['manager', 'viewer', 'operator'],
    summary: 'The allowlist with its entries',
    params: of.params,
    status: 200,
    answer: of.allowlist,
    problems: [of.unknown],
    async handle(c, { params }) {
      const name = objectNameOf(params);
      const allowlist = expectHeld(name, await accountObject(c, name).readAllowlist());
      c.header('ETag', `"${allowlist.revision}"`);
      return of.showAllowlist(withLists(allowlist));
    },
  });

type Kind = ListCommand['kind'];
type BodyOf<Of extends Kind> =
  Extract<ListCommand, { kind: Of }> extends { readonly body: infer Body } ? Body : undefined;

interface ListChangeCall<Of extends Kind> {
  readonly who?: readonly Role[];
  readonly summary: string;
  /** The summary for a shared list, which has no mode, if it is another. */
  readonly summaryOfList?: string;
  readonly body?: z.ZodType<BodyOf<Of>>;
  readonly isBodyOptional?: true;
  /** The call needs an If-Match. */
  readonly needsRevision?: true;
  readonly status?: 200 | 201;
  readonly problems?: readonly ProblemCode[];
}

/** Every change by its kind: its body, and its problems in addition to an unknown account or revision. */
export const LIST_CHANGES: { readonly [Of in Kind]: (of: ListHolder) => Endpoint } = {
  'set-mode': listChange('set-mode', {
    summary: 'Enforce the allowlist, or only observe what it would refuse',
    body: ModeRequest,
    problems: ['allowlist-empty'],
  }),
  disable: listChange('disable', {
    summary: 'Disable the allowlist: clear every entry and let any address send',
  }),
  add: listChange('add', {
    summary:
      'Add values of one format, or the address the request comes from: all or nothing; exactly an expired entry’s addresses renew it',
    body: AddRequest,
    status: 201,
    problems: ADDS,
  }),
  edit: listChange('edit', {
    summary: 'Change an entry’s remark or expiry',
    body: EditRequest,
    problems: ['entry-unknown', 'limit-reached'],
  }),
  'edit-entries': listChange('edit-entries', {
    summary: 'Give several entries the same remark or expiry: all or none',
    body: EditEntriesRequest,
    problems: ['entry-unknown', 'limit-reached'],
  }),
  delete: listChange('delete', {
    summary: 'Delete an entry; without the last one the allowlist is off',
    summaryOfList: 'Delete an entry',
    problems: ['entry-unknown'],
  }),
  'delete-entries': listChange('delete-entries', {
    summary: 'Delete several entries, all or none; without the last one the allowlist is off',
    summaryOfList: 'Delete several entries, all or none',
    body: DeleteEntriesRequest,
    problems: ['entry-unknown'],
  }),
  import: listChange('import', {
    summary: 'Add entries of any format, each with its own remark and expiry: all or nothing',
    body: ImportRequest,
    status: 201,
    problems: ADDS,
  }),
  replace: listChange('replace', {
    summary: 'Delete entries and add others in one step',
    body: ReplaceRequest,
    problems: [...ADDS, 'entry-unknown'],
  }),
  restore: listChange('restore', {
    summary: 'Put back deleted entries, or the whole list as it was at a revision',
    body: RestoreRequest,
    problems: [...ADDS, 'entry-unknown', 'allowlist-empty'],
  }),
  attach: listChange('attach', {
    who: OPERATOR,
    summary: 'Include a shared list; the first one turns an allowlist on that was off',
    body: AttachRequest,
    isBodyOptional: true,
    problems: ['list-unknown', 'list-attached', 'limit-reached'],
  }),
  detach: listChange('detach', {
    who: OPERATOR,
    summary:
      'Include a shared list no more; without the last one, and without entries, the allowlist is off',
    problems: ['list-unknown'],
  }),
  clear: listChange('clear', {
    summary: 'Delete every entry of a shared list; it turns no account off',
    needsRevision: true,
  }),
};

function listChange<Of extends Kind>(
  kind: Of,
  {
    who = MANAGERS,
    needsRevision,
    summary,
    summaryOfList,
    body,
    isBodyOptional,
    status = 200,
    problems = [],
  }: ListChangeCall<Of>,
): (of: ListHolder) => Endpoint {
  const { method, path } = LIST_CALLS[kind];
  return (of) =>
    endpoint({
      who,
      summary: (of.isList && summaryOfList) || summary,
      params: paramsOf(of, path),
      headers: needsRevision ? ClearHeaders : method === 'POST' ? AddHeaders : ChangeHeaders,
      ...(body && { body }),
      ...(isBodyOptional && { isBodyOptional }),
      status,
      answer: of.change,
      problems: [of.unknown, 'revision-changed', ...problems],
      handle: async (c, { params, headers, body }) => {
        const command = {
          kind,
          ...('id' in params && { id: params.id }),
          ...(path.includes('{list}') && 'list' in params && { list: params.list }),
          ...(body !== undefined && { body }),
        } as ListCommand;
        return of.showChange(await change(c, objectNameOf(params), headers, command));
      },
    });
}

function paramsOf(of: ListHolder, path: string) {
  if (path.includes('{list}')) return IncludedListParams;
  return path.includes('{id}') ? of.entryParams : of.params;
}

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
  const result = await accountObject(c, account).change(expectSettled(c, command), {
    by: actor(c),
    revisions: revisionsOf(headers),
    idempotency: await findIdempotencyKey(c, headers['idempotency-key']),
    ...sendCaller(findOwnAddress(c)),
  });
  const changed = expectCommitted(c, account, result);
  c.header('ETag', `"${changed.revision}"`);
  return withLists(changed);
}

/** Finds the idempotency key. Each token has its own keys. */
async function findIdempotencyKey(
  c: AppContext,
  key: string | undefined,
): Promise<IdempotencyKey | undefined> {
  if (key === undefined) return undefined;
  const request = `${c.req.method} ${c.req.path}\n${await c.req.text()}`;
  return { key: `${c.get('session').tokenId}:${key}`, digest: await digestOf(request) };
}
