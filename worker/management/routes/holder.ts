/**
 * What has an allowlist: an account, or a shared list (R20). Both are kept by the same kind of object, and have the
 * same calls for entries, history, export, alerts, webhooks and tokens. Here is what differs.
 */
import type { z } from '@hono/zod-openapi';
import {
  AccountParams,
  Allowlist,
  Change,
  CreateListWebhookRequest,
  CreateWebhookRequest,
  EntryParams,
  ExportDocument,
  IssueListTokenRequest,
  IssueTokenRequest,
  ListEntryParams,
  ListParams,
  ListTokenParams,
  ListWebhookParams,
  SharedAllowlist,
  SharedChange,
  SharedExportDocument,
  TokenParams,
  WebhookParams,
} from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import { toSharedAllowlist, toSharedChange } from '../../../shared/wire.ts';

/** The part of a path that names an account or a shared list. */
export type HolderParams = { readonly account: string } | { readonly list: string };
type WithId = HolderParams & { readonly id: string };

export interface ListHolder {
  readonly path: '/v1/accounts/{account}' | '/v1/lists/{list}';
  readonly isList: boolean;
  /** The name of it in summaries. */
  readonly word: string;
  readonly unknown: ProblemCode;
  readonly params: z.ZodType<HolderParams>;
  readonly entryParams: z.ZodType<WithId>;
  readonly tokenParams: z.ZodType<WithId>;
  readonly webhookParams: z.ZodType<WithId>;
  readonly issueRequest: typeof IssueTokenRequest | typeof IssueListTokenRequest;
  readonly webhookRequest: typeof CreateWebhookRequest | typeof CreateListWebhookRequest;
  /** The schemas of its answers, and their values made from those of an account. */
  readonly allowlist: z.ZodType<Allowlist | SharedAllowlist>;
  readonly change: z.ZodType<Change | SharedChange>;
  readonly exported: z.ZodType;
  showAllowlist(allowlist: Allowlist): Allowlist | SharedAllowlist;
  showChange(change: Change): Change | SharedChange;
}

export const ACCOUNT: ListHolder = {
  path: '/v1/accounts/{account}',
  isList: false,
  word: 'account',
  unknown: 'account-unknown',
  params: AccountParams,
  entryParams: EntryParams,
  tokenParams: TokenParams,
  webhookParams: WebhookParams,
  issueRequest: IssueTokenRequest,
  webhookRequest: CreateWebhookRequest,
  allowlist: Allowlist,
  change: Change,
  exported: ExportDocument,
  showAllowlist: (allowlist) => allowlist,
  showChange: (change) => change,
};

export const SHARED_LIST: ListHolder = {
  path: '/v1/lists/{list}',
  isList: true,
  word: 'shared list',
  unknown: 'list-unknown',
  params: ListParams,
  entryParams: ListEntryParams,
  tokenParams: ListTokenParams,
  webhookParams: ListWebhookParams,
  issueRequest: IssueListTokenRequest,
  webhookRequest: CreateListWebhookRequest,
  allowlist: SharedAllowlist,
  change: SharedChange,
  exported: SharedExportDocument,
  showAllowlist: toSharedAllowlist,
  showChange: toSharedChange,
};

/** The name of the object that keeps it. A path that names both is about what the account includes. */
export function objectNameOf(params: HolderParams): string {
  return 'account' in params ? params.account : listObjectName(params.list);
}
