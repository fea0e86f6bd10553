/**
 * Makes /openapi.json. The management calls come from their schemas, the other calls from the descriptions in
 * their files.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { HEALTH_OPERATION, HEALTH_PATH, HEALTH_SCHEMA } from '../../platform/health.ts';
import { VERSION } from '../../platform/version.ts';
import type { OpenApiOperation } from '../../protocols/protocol.ts';
import { PROTOCOLS } from '../../protocols/protocol-table.ts';
import { SEND_OPERATION, SEND_OPERATION_PATH } from '../../protocols/send-operation.ts';
import type { AppEnv } from '../app-env.ts';
import { nameCalls } from './name-calls.ts';
import { PROBLEM_EXAMPLES } from './problem-examples.ts';
import { referToProblems } from './refer-to-problems.ts';
import { TAGS } from './tags.ts';

const INFO = {
  title: 'Sendgate',
  version: VERSION,
  description:
    'Who may send mail from where. An account has an allowlist of IP addresses. Mail servers and APIs ask for a decision before they let a login send. Errors are problem documents (RFC 9457): `code` says what is wrong, and `errors` names each wrong field.',
  license: { name: 'MIT', identifier: 'MIT' },
  contact: { name: 'The maintainers of Sendgate' },
};

const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of an account or of a relay, or the operator’s own.',
  },
  sendgateToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Sendgate-Token',
    description: 'The same token, where Authorization is for the API behind.',
  },
};

/** Serves the document. The first call that asks for it makes it. */
export function serveOpenApi(app: OpenAPIHono<AppEnv>): void {
  let document: object | undefined;
  app.get('/openapi.json', (c) => {
    document ??= describeApi(app);
    return c.json(document);
  });
}

function describeApi(app: OpenAPIHono<AppEnv>): object {
  const managed = app.getOpenAPI31Document({ openapi: '3.1.0', info: INFO });
  const paths: Record<string, Record<string, OpenApiOperation>> = {
    [HEALTH_PATH]: { get: HEALTH_OPERATION },
    ...Object.fromEntries(PROTOCOLS.map(({ path, operations }) => [path, operations])),
    [SEND_OPERATION_PATH]: { post: SEND_OPERATION },
    ...nameCalls((managed.paths ?? {}) as Record<string, Record<string, OpenApiOperation>>),
  };
  return {
    ...managed,
    // The document describes the deployment that serves it.
    servers: [{ url: '/', description: 'This deployment' }],
    tags: TAGS,
    paths: referToProblems(paths),
    components: {
      ...managed.components,
      schemas: {
        Health: HEALTH_SCHEMA,
        ...managed.components?.schemas,
        ...Object.assign({}, ...PROTOCOLS.map(({ schemas }) => schemas)),
      },
      examples: PROBLEM_EXAMPLES,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
