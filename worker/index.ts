/** The whole URL surface, in order, and what every answer has in common. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { except } from 'hono/combine';
import { cors } from 'hono/cors';
import { MAX_BODY_KIB } from '../shared/limits.ts';
import { problem } from '../shared/problem.ts';
import type { Verified } from './deciding/asker.ts';
import { DecisionPoint } from './deciding/decision-point.ts';
import type { AppEnv } from './management/app-env.ts';
import { mount } from './management/endpoint.ts';
import { refuseInvalid } from './management/invalid-request.ts';
import { notFound, onError, ProblemError } from './management/problem-response.ts';
import * as accounts from './management/routes/accounts.ts';
import * as alerts from './management/routes/alerts.ts';
import * as allowlist from './management/routes/allowlist.ts';
import * as checks from './management/routes/check.ts';
import { exportAllowlist } from './management/routes/export.ts';
import * as history from './management/routes/history.ts';
import * as metrics from './management/routes/metrics.ts';
import * as senders from './management/routes/senders.ts';
import * as service from './management/routes/service.ts';
import * as tokens from './management/routes/tokens.ts';
import * as webhooks from './management/routes/webhooks.ts';
import { answerHeaders, CORS, isBelow, type Readers } from './platform/answer-headers.ts';
import type { Env } from './platform/env.ts';
import { VERSION } from './platform/version.ts';
import { quickCheck, quickCheckByQuery } from './protocols/check.ts';
import {
  DOVECOT_OPERATION,
  dovecot,
  quickDovecot,
  refuseDovecotAfter,
} from './protocols/dovecot.ts';
import {
  FORWARD_AUTH_OPERATION,
  forwardAuth,
  quickForwardAuth,
  refuseForwardAuthAfter,
} from './protocols/forward-auth.ts';
import {
  NGINX_MAIL_OPERATION,
  nginxMail,
  quickNginxMail,
  refuseNginxMailAfter,
} from './protocols/nginx-mail.ts';
import { QuickAnswers } from './protocols/quick-answer.ts';
import { refuseSending, SEND_OPERATION, SEND_PATH, send } from './protocols/send.ts';
import {
  quickStalwart,
  refuseStalwartAfter,
  STALWART_OPERATION,
  stalwart,
} from './protocols/stalwart.ts';

export { AccountObject } from './objects/account/account-object.ts';
export { DirectoryObject } from './objects/directory/directory-object.ts';

/** Each answers in its own protocol, whatever the question, and whatever fails before or in it. */
const ADAPTERS = [
  { operation: DOVECOT_OPERATION, handle: dovecot, refuseAfter: refuseDovecotAfter },
  { operation: NGINX_MAIL_OPERATION, handle: nginxMail, refuseAfter: refuseNginxMailAfter },
  { operation: STALWART_OPERATION, handle: stalwart, refuseAfter: refuseStalwartAfter },
  { operation: FORWARD_AUTH_OPERATION, handle: forwardAuth, refuseAfter: refuseForwardAuthAfter },
];

/** One isolate: what it holds in memory is its own. */
export function createApp() {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  let decisionPoint: DecisionPoint | undefined;
  const verified = new WeakMap<Request, Verified>();

  app.use(answerHeaders(READERS));
  // To a proxy that asks with its client's method, a preflight's 204 would be an allow.
  app.options('*', except([SEND_PATH, `${FORWARD_AUTH_OPERATION.path}/*`], cors(CORS)));
  const limitBody = bodyLimit({ maxSize: MAX_BODY_KIB * 1024, onError: refuseTooLarge });
  app.use(async function prepare(c, next) {
    decisionPoint ??= new DecisionPoint(c.env);
    c.set('decisionPoint', decisionPoint);
    c.set('verified', verified.get(c.req.raw));
    // What is passed on to an upstream is not ours to limit.
    return isBelow(c.req.path, READERS.upstreams) ? next() : limitBody(c, next);
  });
  app.notFound((c) => notFound(c));
  app.onError((error, c) => {
    const adapter = ADAPTERS.find(({ operation }) => c.req.path.startsWith(operation.path));
    if (adapter) return adapter.refuseAfter(c, error);
    return c.req.path.startsWith('/send') ? refuseSending(error, c) : onError(error, c);
  });

  mount(app, 'get', '/healthz', service.health);
  mount(app, 'get', '/v1/address', service.callerAddress);
  mount(app, 'get', '/v1/session', service.session);

  mount(app, 'post', '/v1/check', checks.check);
  mount(app, 'get', '/v1/check', checks.checkByQuery);
  mount(app, 'post', '/v1/check/batch', checks.checkBatch);

  mount(app, 'post', '/v1/accounts', accounts.createAccount);
  mount(app, 'get', '/v1/accounts', accounts.listAccounts);
  mount(app, 'get', '/v1/accounts/{account}', accounts.readAccount);
  mount(app, 'patch', '/v1/accounts/{account}', accounts.changeAccount);
  mount(app, 'delete', '/v1/accounts/{account}', accounts.deleteAccount);

  mount(app, 'get', '/v1/accounts/{account}/allowlist', allowlist.readAllowlist);
  mount(app, 'patch', '/v1/accounts/{account}/allowlist', allowlist.setMode);
  mount(app, 'delete', '/v1/accounts/{account}/allowlist', allowlist.disableAllowlist);
  mount(app, 'post', '/v1/accounts/{account}/allowlist/entries', allowlist.addEntries);
  mount(app, 'patch', '/v1/accounts/{account}/allowlist/entries/{id}', allowlist.editEntry);
  mount(app, 'delete', '/v1/accounts/{account}/allowlist/entries/{id}', allowlist.deleteEntry);
  mount(app, 'post', '/v1/accounts/{account}/allowlist/import', allowlist.importEntries);
  mount(app, 'post', '/v1/accounts/{account}/allowlist/replace', allowlist.replaceEntries);
  mount(app, 'post', '/v1/accounts/{account}/allowlist/restore', allowlist.restoreAllowlist);
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

  mount(app, 'get', '/v1/metrics', metrics.readMetrics);

  // Whatever stands below their paths too: a plain 404 lets everyone in at Dovecot's default.
  for (const { operation, handle } of ADAPTERS) {
    app.all(`${operation.path}/*`, handle);
    app.openAPIRegistry.registerPath(operation);
  }

  app.all(SEND_PATH, send);
  app.openAPIRegistry.registerPath(SEND_OPERATION);

  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'sendgateToken', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Sendgate-Token',
  });
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Sendgate', version: VERSION } });
  return {
    fetch(request: Request, env: Env, context: ExecutionContext): Response | Promise<Response> {
      const goOn = (request: Request, asker?: Verified) => {
        if (asker) verified.set(request, asker);
        return app.fetch(request, env, context);
      };
      return decisionPoint ? QUICK.answer(request, decisionPoint, context, goOn) : goOn(request);
    },
  };
}

const QUICK = new QuickAnswers({
  'GET /v1/check': quickCheckByQuery,
  'POST /v1/check': quickCheck,
  [`POST ${DOVECOT_OPERATION.path}`]: quickDovecot,
  [`GET ${NGINX_MAIL_OPERATION.path}`]: quickNginxMail,
  [`POST ${STALWART_OPERATION.path}`]: quickStalwart,
  [`GET ${FORWARD_AUTH_OPERATION.path}`]: quickForwardAuth,
});

const READERS: Readers = {
  upstreams: '/send',
  proxies: FORWARD_AUTH_OPERATION.path,
  programs: ['/v1/check', ...ADAPTERS.map(({ operation }) => operation.path)],
};

function refuseTooLarge(): never {
  throw new ProblemError(problem('too-large', `A body has at most ${MAX_BODY_KIB} KiB.`));
}

export default createApp();
