/**
 * Serves all calls except single checks, `/send` and `/healthz`, and does the work that is common to their
 * answers.
 */
import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import type { Isolate } from '../deciding/isolate.ts';
import { CORS, setReadableHeaders } from '../platform/answer-headers.ts';
import type { AppEnv } from './app-env.ts';
import { mountCalls } from './calls.ts';
import { refuseInvalid } from './invalid-request.ts';
import { CallTable } from './no-such-call.ts';
import { serveOpenApi } from './openapi/document.ts';
import { notFound, onError } from './problem-response.ts';
import { strictRequest } from './strict-request.ts';

export type Management = OpenAPIHono<AppEnv>;

export function createManagement(isolate: Isolate): Management {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  app.use(async function identify(c, next) {
    const requestId = crypto.randomUUID();
    c.set('requestId', requestId);
    await next();
    setReadableHeaders(c.res.headers, requestId);
  });
  app.options('*', cors(CORS));
  app.use(async function prepare(c, next) {
    c.set('decisionPoint', isolate.decisionPoint);
    await next();
  });
  app.use(strictRequest);
  app.onError((error, c) => onError(error, c));
  mountCalls(app);
  serveOpenApi(app);
  let calls: CallTable | undefined;
  app.notFound((c) => {
    calls ??= new CallTable(app);
    return notFound(c, calls);
  });
  return app;
}
