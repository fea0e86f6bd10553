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
import { exportAllowlist } from './routes/export.ts';
import * as history from './routes/history.ts';
import { readIncludedLists } from './routes/included-lists.ts';
import * as metrics from './routes/metrics.ts';
import * as senders from './routes/senders.ts';
import * as service from './routes/service.ts';
import * as tokens from './routes/tokens.ts';
import * as webhooks from './routes/webhooks.ts';

const METHODS = { POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

export function mountCalls(app: OpenAPIHono<AppEnv>): void {
  mount(app, 'get', '/v1/address', service.callerAddress);
  mount(app, 'get', '/v1/session', service.session);

  mount(app, 'post', '/v1/check/batch', checkBatch);

  mount(app, 'post', '/v1/accounts', accounts.createAccount);
  mount(app, 'post', '/v1/accounts/batch', createAccounts);
  mount(app, 'get', '/v1/accounts', accounts.listAccounts);
  mount(app, 'get', '/v1/accounts/{account}', accounts.readAccount);
  mount(app, 'patch', '/v1/accounts/{account}', accounts.changeAccount);
  mount(app, 'delete', '/v1/accounts/{account}', accounts.deleteAccount);

  mount(app, 'get', '/v1/accounts/{account}/allowlist', allowlist.readAllowlist);
  for (const kind of commandsOf('account')) {
    const { method, path } = LIST_CALLS[kind];
    const wholePath = `/v1/accounts/{account}${path}`;
    mount(app, METHODS[method], wholePath, allowlist.LIST_CHANGES[kind]);
  }
  mount(app, 'get', '/v1/accounts/{account}/lists', readIncludedLists);
  mount(app, 'post', '/v1/accounts/{account}/allowlist/preview', senders.previewChange);
  mount(app, 'get', '/v1/accounts/{account}/senders', senders.readSenders);
  mount(app, 'get', '/v1/accounts/{account}/history', history.readHistory);
  mount(app, 'get', '/v1/accounts/{account}/export', exportAllowlist);

  mount(app, 'get', '/v1/accounts/{account}/alerts', alerts.readAlerts);
  mount(app, 'post', '/v1/accounts/{account}/webhooks', webhooks.addWebhook);
  mount(app, 'get', '/v1/accounts/{account}/webhooks', webhooks.listWebhooks);
  mount(app, 'delete', '/v1/accounts/{account}/webhooks/{id}', webhooks.deleteWebhook);
  mount(app, 'post', '/v1/accounts/{account}/webhooks/{id}/test', webhooks.testWebhook);
  mount(app, 'post', '/v1/accounts/{account}/webhooks/{id}/rotate', webhooks.rotateWebhook);
  mount(app, 'get', '/v1/accounts/{account}/webhooks/{id}/deliveries', webhooks.readDeliveries);

  mount(app, 'post', '/v1/accounts/{account}/tokens', tokens.issueToken);
  mount(app, 'get', '/v1/accounts/{account}/tokens', tokens.listTokens);
  mount(app, 'delete', '/v1/accounts/{account}/tokens/{id}', tokens.revokeToken);
  mount(app, 'post', '/v1/relay-tokens', tokens.issueRelayToken);
  mount(app, 'get', '/v1/relay-tokens', tokens.listRelayTokens);
  mount(app, 'delete', '/v1/relay-tokens/{id}', tokens.revokeRelayToken);

  mount(app, 'get', '/v1/events', readEvents);
  mount(app, 'get', '/v1/metrics', metrics.readMetrics);
}
