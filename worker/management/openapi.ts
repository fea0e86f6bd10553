/** /openapi.json: the calls of management from their schemas, and the rest as its files say it. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { HEALTH_OPERATION, HEALTH_PATH, HEALTH_SCHEMA } from '../platform/health.ts';
import { VERSION } from '../platform/version.ts';
import { PROTOCOLS } from '../protocols/protocol-table.ts';
import { SEND_OPERATION, SEND_OPERATION_PATH } from '../protocols/send-operation.ts';
import type { AppEnv } from './app-env.ts';

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer' },
  sendgateToken: { type: 'apiKey', in: 'header', name: 'X-Sendgate-Token' },
};

/** Made by the first call that asks for it. */
export function serveOpenApi(app: OpenAPIHono<AppEnv>): void {
  let document: object | undefined;
  app.get('/openapi.json', (c) => {
    document ??= describe(app);
    return c.json(document);
  });
}

function describe(app: OpenAPIHono<AppEnv>): object {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Sendgate', version: VERSION },
  });
  const ofProtocols = PROTOCOLS.map(({ path, operations }) => [path, operations] as const);
  return {
    ...document,
    paths: {
      [HEALTH_PATH]: { get: HEALTH_OPERATION },
      ...Object.fromEntries(ofProtocols),
      [SEND_OPERATION_PATH]: { post: SEND_OPERATION },
      ...document.paths,
    },
    components: {
      ...document.components,
      schemas: {
        Health: HEALTH_SCHEMA,
        ...document.components?.schemas,
        ...Object.assign({}, ...PROTOCOLS.map(({ schemas }) => schemas)),
      },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
