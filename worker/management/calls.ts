/** The calls of management by method and path. Each route declares its own. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { commandsOf, LIST_CALLS } from '../../shared/list-command.ts';
import type { AppEnv } from './app-env.ts';
import { mount } from './endpoint.ts';
import { createAccounts } from './routes/account-batch.ts';
import * as accounts from './routes/accounts.ts';
import * as alerts from './routes/alerts.ts';
import * as allowlist from './routes/allowlist.ts';
import { checkBatch } from './routes/check-batch.ts';
import { readEvents } from './routes/events.ts';
import { exportOf } from './routes/export.ts';
import { readFeed } from './routes/feed.ts';
import * as history from './routes/history.ts';
import { ACCOUNT, type ListHolder, SHARED_LIST } from './routes/holder.ts';
import { readIncludedLists } from './routes/included-lists.ts';
import * as lists from './routes/lists.ts';
import * as metrics from './routes/metrics.ts';
import { tellObservations } from './routes/observations.ts';
import { previewSharedChange } from './routes/preview-shared-change.ts';
import * as senders from './routes/senders.ts';
import * as service from './routes/service.ts';
import * as tokens from './routes/tokens.ts';
import * as webhooks from './routes/webhooks.ts';

const METHODS = { POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

export function mountCalls(app: OpenAPIHono<AppEnv>): void {
  mount(app, 'get', '/v1/address', service.callerAddress);
  mount(app, 'get', '/v1/session', service.session);

  mount(app, 'post', '/v1/check/batch', checkBatch);
  mount(app, 'get', '/v1/feed', readFeed);
  mount(app, 'post', '/v1/observations', tellObservations);

  mount(app, 'post', '/v1/accounts', accounts.createAccount);
  mount(app, 'post', '/v1/accounts/batch', createAccounts);
  mount(app, 'get', '/v1/accounts', accounts.listAccounts);
  mount(app, 'get', '/v1/accounts/{account}', accounts.readAccount);
  mount(app, 'patch', '/v1/accounts/{account}', accounts.changeAccount);
  mount(app, 'delete', '/v1/accounts/{account}', accounts.deleteAccount);

  mountAllowlist(app, ACCOUNT);
  mount(app, 'get', '/v1/accounts/{account}/lists', readIncludedLists);
  mount(app, 'post', '/v1/accounts/{account}/allowlist/preview', senders.previewChange);
  mount(app, 'get', '/v1/accounts/{account}/senders', senders.readSenders);

  mountAlerts(app, ACCOUNT);
  mountTokens(app, ACCOUNT);
  mount(app, 'post', '/v1/relay-tokens', tokens.issueRelayToken);
  mount(app, 'get', '/v1/relay-tokens', tokens.listRelayTokens);
  mount(app, 'delete', '/v1/relay-tokens/{id}', tokens.revokeRelayToken);

  mount(app, 'post', '/v1/lists', lists.createList);
  mount(app, 'get', '/v1/lists', lists.listLists);
  mount(app, 'get', '/v1/lists/{list}', lists.readList);
  mount(app, 'patch', '/v1/lists/{list}', lists.changeList);
  mount(app, 'delete', '/v1/lists/{list}', lists.deleteList);
  mount(app, 'get', '/v1/lists/{list}/accounts', lists.listIncluders);
  mountAllowlist(app, SHARED_LIST);
  mount(app, 'post', '/v1/lists/{list}/allowlist/preview', previewSharedChange);
  mountAlerts(app, SHARED_LIST);
  mountTokens(app, SHARED_LIST);

  mount(app, 'get', '/v1/events', readEvents);
  mount(app, 'get', '/v1/metrics', metrics.readMetrics);
}

/** The calls about entries that an account and a shared list have alike. */
function mountAllowlist(app: OpenAPIHono<AppEnv>, of: ListHolder): void {
  mount(app, 'get', `${of.path}/allowlist`, allowlist.readAllowlist(of));
  for (const kind of commandsOf(of.isList ? 'list' : 'account')) {
    const { method, path } = LIST_CALLS[kind];
    mount(app, METHODS[method], `${of.path}${path}`, allowlist.LIST_CHANGES[kind](of));
  }
  mount(app, 'get', `${of.path}/history`, history.readHistory(of));
  mount(app, 'get', `${of.path}/export`, exportOf(of));
}

function mountAlerts(app: OpenAPIHono<AppEnv>, of: ListHolder): void {
  mount(app, 'get', `${of.path}/alerts`, alerts.readAlerts(of));
  mount(app, 'post', `${of.path}/webhooks`, webhooks.addWebhook(of));
  mount(app, 'get', `${of.path}/webhooks`, webhooks.listWebhooks(of));
  mount(app, 'delete', `${of.path}/webhooks/{id}`, webhooks.deleteWebhook(of));
  mount(app, 'post', `${of.path}/webhooks/{id}/test`, webhooks.testWebhook(of));
  mount(app, 'post', `${of.path}/webhooks/{id}/rotate`, webhooks.rotateWebhook(of));
  mount(app, 'get', `${of.path}/webhooks/{id}/deliveries`, webhooks.readDeliveries(of));
}

function mountTokens(app: OpenAPIHono<AppEnv>, of: ListHolder): void {
  mount(app, 'post', `${of.path}/tokens`, tokens.issueToken(of));
  mount(app, 'get', `${of.path}/tokens`, tokens.listTokens(of));
  mount(app, 'delete', `${of.path}/tokens/{id}`, tokens.revokeToken(of));
}
