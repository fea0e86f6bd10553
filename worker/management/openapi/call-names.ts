/** The operationId and the group of each management call. Generated clients name their functions by them. */
import type { TagName } from './tags.ts';

const ACCOUNT = '/v1/accounts/{account}';
const LIST = `${ACCOUNT}/allowlist`;
const SHARED = '/v1/lists/{list}';
const WEBHOOK = `${ACCOUNT}/webhooks/{id}`;
const LIST_WEBHOOK = `${SHARED}/webhooks/{id}`;

// biome-ignore format: a table
export const CALL_NAMES: Readonly<Record<string, readonly [operationId: string, tag: TagName]>> = {
  'GET /v1/address': ['readCallerAddress', 'Service'],
  'GET /v1/session': ['readSession', 'Service'],
  'POST /v1/check/batch': ['checkBatch', 'Checks'],
  'GET /v1/feed': ['readFeed', 'Checks'],
  'POST /v1/observations': ['tellObservations', 'Checks'],

  'POST /v1/accounts': ['createAccount', 'Accounts'],
  'POST /v1/accounts/batch': ['createAccounts', 'Accounts'],
  'GET /v1/accounts': ['listAccounts', 'Accounts'],
  [`GET ${ACCOUNT}`]: ['readAccount', 'Accounts'],
  [`PATCH ${ACCOUNT}`]: ['changeAccount', 'Accounts'],
  [`DELETE ${ACCOUNT}`]: ['deleteAccount', 'Accounts'],

  [`GET ${LIST}`]: ['readAllowlist', 'Allowlist'],
  [`PATCH ${LIST}`]: ['setMode', 'Allowlist'],
  [`DELETE ${LIST}`]: ['disableAllowlist', 'Allowlist'],
  [`POST ${LIST}/entries`]: ['addEntries', 'Allowlist'],
  [`PATCH ${LIST}/entries/{id}`]: ['editEntry', 'Allowlist'],
  [`DELETE ${LIST}/entries/{id}`]: ['deleteEntry', 'Allowlist'],
  [`POST ${LIST}/edit`]: ['editEntries', 'Allowlist'],
  [`POST ${LIST}/delete`]: ['deleteEntries', 'Allowlist'],
  [`POST ${LIST}/import`]: ['importEntries', 'Allowlist'],
  [`POST ${LIST}/replace`]: ['replaceEntries', 'Allowlist'],
  [`POST ${LIST}/restore`]: ['restoreAllowlist', 'Allowlist'],
  [`GET ${ACCOUNT}/lists`]: ['readIncludedLists', 'Allowlist'],
  [`PUT ${ACCOUNT}/lists/{list}`]: ['attachList', 'Allowlist'],
  [`DELETE ${ACCOUNT}/lists/{list}`]: ['detachList', 'Allowlist'],
  [`GET ${ACCOUNT}/history`]: ['readHistory', 'Allowlist'],
  [`GET ${ACCOUNT}/export`]: ['exportAllowlist', 'Allowlist'],
  [`POST ${LIST}/preview`]: ['previewChange', 'Senders'],
  [`GET ${ACCOUNT}/senders`]: ['readSenders', 'Senders'],

  [`GET ${ACCOUNT}/alerts`]: ['readAlerts', 'Alerts'],
  [`POST ${ACCOUNT}/webhooks`]: ['addWebhook', 'Alerts'],
  [`GET ${ACCOUNT}/webhooks`]: ['listWebhooks', 'Alerts'],
  [`DELETE ${WEBHOOK}`]: ['deleteWebhook', 'Alerts'],
  [`POST ${WEBHOOK}/test`]: ['testWebhook', 'Alerts'],
  [`POST ${WEBHOOK}/rotate`]: ['rotateWebhook', 'Alerts'],
  [`GET ${WEBHOOK}/deliveries`]: ['readDeliveries', 'Alerts'],

  [`GET ${SHARED}/alerts`]: ['readListAlerts', 'Alerts'],
  [`POST ${SHARED}/webhooks`]: ['addListWebhook', 'Alerts'],
  [`GET ${SHARED}/webhooks`]: ['listListWebhooks', 'Alerts'],
  [`DELETE ${LIST_WEBHOOK}`]: ['deleteListWebhook', 'Alerts'],
  [`POST ${LIST_WEBHOOK}/test`]: ['testListWebhook', 'Alerts'],
  [`POST ${LIST_WEBHOOK}/rotate`]: ['rotateListWebhook', 'Alerts'],
  [`GET ${LIST_WEBHOOK}/deliveries`]: ['readListDeliveries', 'Alerts'],

  [`POST ${ACCOUNT}/tokens`]: ['issueToken', 'Tokens'],
  [`GET ${ACCOUNT}/tokens`]: ['listTokens', 'Tokens'],
  [`DELETE ${ACCOUNT}/tokens/{id}`]: ['revokeToken', 'Tokens'],
  'POST /v1/relay-tokens': ['issueRelayToken', 'Tokens'],
  'GET /v1/relay-tokens': ['listRelayTokens', 'Tokens'],
  'DELETE /v1/relay-tokens/{id}': ['revokeRelayToken', 'Tokens'],

  'POST /v1/lists': ['createList', 'Shared lists'],
  'GET /v1/lists': ['listLists', 'Shared lists'],
  [`GET ${SHARED}`]: ['readList', 'Shared lists'],
  [`PATCH ${SHARED}`]: ['changeList', 'Shared lists'],
  [`DELETE ${SHARED}`]: ['deleteList', 'Shared lists'],
  [`GET ${SHARED}/accounts`]: ['listIncludingAccounts', 'Shared lists'],
  [`GET ${SHARED}/allowlist`]: ['readSharedAllowlist', 'Shared lists'],
  [`POST ${SHARED}/allowlist/entries`]: ['addSharedEntries', 'Shared lists'],
  [`PATCH ${SHARED}/allowlist/entries/{id}`]: ['editSharedEntry', 'Shared lists'],
  [`DELETE ${SHARED}/allowlist/entries/{id}`]: ['deleteSharedEntry', 'Shared lists'],
  [`POST ${SHARED}/allowlist/edit`]: ['editSharedEntries', 'Shared lists'],
  [`POST ${SHARED}/allowlist/delete`]: ['deleteSharedEntries', 'Shared lists'],
  [`POST ${SHARED}/allowlist/import`]: ['importSharedEntries', 'Shared lists'],
  [`POST ${SHARED}/allowlist/replace`]: ['replaceSharedEntries', 'Shared lists'],
  [`POST ${SHARED}/allowlist/restore`]: ['restoreSharedAllowlist', 'Shared lists'],
  [`POST ${SHARED}/allowlist/clear`]: ['clearSharedAllowlist', 'Shared lists'],
  [`POST ${SHARED}/allowlist/preview`]: ['previewSharedChange', 'Shared lists'],
  [`GET ${SHARED}/history`]: ['readSharedHistory', 'Shared lists'],
  [`GET ${SHARED}/export`]: ['exportSharedAllowlist', 'Shared lists'],
  [`POST ${SHARED}/tokens`]: ['issueListToken', 'Tokens'],
  [`GET ${SHARED}/tokens`]: ['listListTokens', 'Tokens'],
  [`DELETE ${SHARED}/tokens/{id}`]: ['revokeListToken', 'Tokens'],

  'GET /v1/events': ['readEvents', 'Deployment'],
  'GET /v1/metrics': ['readMetrics', 'Deployment'],
};
