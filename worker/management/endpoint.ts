/**
 * One call of the API: who may make it, its input and its answer. The schemas that validate it are also shown
 * in /openapi.json.
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ProblemDocument } from '../../shared/api.ts';
import { PROBLEMS, type ProblemCode, problem } from '../../shared/problem.ts';
import { describeWrongType, isJsonType } from '../platform/unreadable-body.ts';
import type { AppContext, AppEnv } from './app-env.ts';
import { bearerAuth, type Right, type Role } from './bearer-auth.ts';
import { NDJSON } from './ndjson.ts';
import { ProblemError } from './problem-response.ts';

type Nothing = z.ZodUndefined;

interface Description<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Headers extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  /**
   * The roles that may call. 'anyone' needs no token. The token of an 'asker' is verified at the edge, as for a
   * check.
   */
  readonly who: readonly Role[] | 'anyone' | 'asker';
  /** The right that the token must have been issued with, in addition to its role. */
  readonly right?: Right;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly headers?: Headers;
  readonly body?: Body;
  /** The body may be missing. It is then read as an empty object. */
  readonly isBodyOptional?: true;
  readonly status: 200 | 201 | 204;
  readonly answer?: Answer;
  /** The lines in and out, in the place of `body` and `answer`: the handler reads and writes them itself. */
  readonly ndjson?: { readonly body: z.ZodType; readonly answer: z.ZodType };
  /** Media types of answers that the handler writes itself, beside the JSON of `answer`. */
  readonly texts?: readonly string[];
  /**
   * The JSON of a 200 answer that the handler writes itself. It comes instead of the answer with `status` if
   * the query asks for more.
   */
  readonly more?: z.ZodType;
  /** Whether the handler can answer 304 to an If-None-Match. */
  readonly conditional?: boolean;
  /** The problems of this call, in addition to those that every call has. */
  readonly problems?: readonly ProblemCode[];
  handle(
    c: AppContext,
    input: {
      readonly params: z.output<Params>;
      readonly query: z.output<Query>;
      readonly headers: z.output<Headers>;
      readonly body: z.output<Body>;
    },
  ): Promise<z.input<Answer> | Response>;
}

/** A description whose types are fixed. */
export type Endpoint = Description<z.ZodType, z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

export function endpoint<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Headers extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  Answer extends z.ZodType = Nothing,
>(description: Description<Params, Query, Headers, Body, Answer>): Endpoint {
  return description as unknown as Endpoint;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export function mount(
  app: OpenAPIHono<AppEnv>,
  method: Method,
  path: string,
  endpoint: Endpoint,
): void {
  const { who, right, summary, params, query, headers, body, isBodyOptional, status, handle } =
    endpoint;
  const { problems = [] } = endpoint;
  const open = who === 'anyone';
  const taken = describeBody(endpoint);
  const route = createRoute({
    method,
    path,
    summary,
    ...(open ? {} : { security: [{ bearer: [] }] }),
    ...(typeof who === 'string'
      ? {}
      : {
          description: `For ${who.join(', ')}${right ? ` with the right to ${right}` : ''}.`,
          middleware: isBodyOptional
            ? [bearerAuth(who, right), optionalBody]
            : bearerAuth(who, right),
        }),
    request: {
      ...(params && { params: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(headers && { headers: headers as z.ZodObject }),
      ...(taken && { body: { required: !isBodyOptional, content: taken } }),
    },
    responses: {
      [status]: { description: summary, ...describeAnswer(endpoint) },
      ...(endpoint.more && {
        200: { description: summary, content: { 'application/json': { schema: endpoint.more } } },
      }),
      ...(endpoint.conditional && { 304: { description: 'What the ETag names is still right' } }),
      ...describeProblems([
        ...(open ? [] : AUTHENTICATED),
        ...(typeof who === 'string' ? [] : MANAGEMENT),
        ...problems,
        ...(params || query || headers || taken ? WITH_INPUT : []),
        ...(taken ? WITH_BODY : []),
        'internal',
      ]),
    },
  });
  app.openapi(route, async (c) => {
    const valid = (target: string) => c.req.valid(target as never);
    const result = await handle(c as AppContext, {
      params: params && valid('param'),
      query: query && valid('query'),
      headers: headers && valid('header'),
      body: body && valid('json'),
    });
    if (result instanceof Response) return result as never;
    const response =
      status === 204 ? c.body(null, 204) : c.json(result as object, status as ContentfulStatusCode);
    // `handle` gives the answer its type. The route's own response type is lost together with its schemas.
    return response as never;
  });
}

/**
 * Reads an optional body strictly: the validator passes over a body that has not the type of JSON. Programs name a
 * type even where they send no body, so an empty one counts as absent.
 */
const optionalBody = createMiddleware<AppEnv>(async function optionalBody(c, next) {
  const { raw } = c.req;
  const type = raw.headers.get('content-type');
  const isEmpty = (await raw.clone().text()) === '';
  if (!isEmpty && !isJsonType(type)) {
    const message = describeWrongType(type);
    throw new ProblemError(problem('invalid-request', message, [{ pointer: '', message }]));
  }
  if (isEmpty && type !== null) {
    const headers = new Headers(raw.headers);
    headers.delete('content-type');
    c.req.raw = new Request(raw.url, { method: raw.method, headers });
  }
  await next();
});

const AUTHENTICATED: readonly ProblemCode[] = ['unauthorized', 'forbidden', 'rate-limited'];
/** Only management has this problem. A check can use its replica or the fail mode instead. */
const MANAGEMENT: readonly ProblemCode[] = ['unavailable'];
const WITH_INPUT: readonly ProblemCode[] = ['invalid-request', 'invalid-value'];
const WITH_BODY: readonly ProblemCode[] = ['too-large'];

function describeBody({ body, ndjson }: Endpoint) {
  if (ndjson) return { [NDJSON]: { schema: ndjson.body } };
  return body && { 'application/json': { schema: body } };
}

function describeAnswer({ answer, ndjson, texts = [] }: Endpoint) {
  const written = texts.map((mediaType) => [mediaType, { schema: z.string() }] as const);
  const content = {
    ...(answer && { 'application/json': { schema: answer } }),
    ...(ndjson && { [NDJSON]: { schema: ndjson.answer } }),
    ...Object.fromEntries(written),
  };
  return Object.keys(content).length > 0 ? { content } : {};
}

/** Describes one response for each status, and names the codes that come with it. */
function describeProblems(codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  const content = { 'application/problem+json': { schema: ProblemDocument } };
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [status, { description: group.join(', '), content }]),
  );
}
