/**
 * Answers a call that does not exist. It names the methods that the path has, or the path that was probably
 * meant.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { type Problem, problem } from '../../shared/problem.ts';
import { HEALTH_PATH } from '../platform/health.ts';
import { PROTOCOLS } from '../protocols/protocol-table.ts';
import type { AppContext, AppEnv } from './app-env.ts';

interface Served {
  /** The parts of the path. A part that begins with a colon matches any text. */
  readonly parts: readonly string[];
  readonly method: string;
}

interface NoSuchCall {
  readonly problem: Problem;
  /** The methods of the path, for the Allow header (RFC 9110, 15.5.6). */
  readonly allow?: string;
}

export class CallTable {
  readonly #served: readonly Served[];

  /** `app` must already have all its calls. */
  constructor(app: OpenAPIHono<AppEnv>) {
    // Middleware is mounted for every path or for every method, so it is no call.
    const managed = app.routes.filter(
      ({ path, method }) => !path.includes('*') && method !== 'ALL',
    );
    const asked = PROTOCOLS.flatMap(({ path, methods = [] }) =>
      methods.map((method) => ({ path, method })),
    );
    const calls = [...managed, ...asked, { path: HEALTH_PATH, method: 'GET' }];
    this.#served = calls.map(({ path, method }) => ({ parts: path.split('/'), method }));
  }

  explain({ req }: AppContext): NoSuchCall {
    const { method, path } = req;
    const allow = this.#findMethods(path);
    if (allow.length > 0) {
      const methods = allow.join(', ');
      const detail = `${path} has no method ${method}; it has ${methods}.`;
      return { problem: problem('method-not-allowed', detail), allow: methods };
    }
    const meant = path.replace(/\/+$/, '');
    const next =
      meant !== path && this.#findMethods(meant).length > 0
        ? `the path has no slash at its end: ${meant}.`
        : '/openapi.json lists what there is.';
    return { problem: problem('not-found', `There is no ${method} ${path}; ${next}`) };
  }

  #findMethods(path: string): string[] {
    const parts = path.split('/');
    const methods = this.#served
      .filter((served) => matches(served.parts, parts))
      .map(({ method }) => method);
    if (methods.length === 0) return [];
    const also = methods.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS'];
    return ORDER.filter((method) => methods.includes(method) || also.includes(method));
  }
}

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function matches(wanted: readonly string[], parts: readonly string[]): boolean {
  return (
    wanted.length === parts.length &&
    wanted.every((part, index) =>
      part.startsWith(':') ? parts[index] !== '' : part === parts[index],
    )
  );
}
