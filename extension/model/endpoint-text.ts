/** Reads an endpoint as a person types or pastes it. Pure. */
import { failure, type Result, success } from '../../shared/result.ts';

export interface EndpointProblem {
  readonly reason:
    | 'empty'
    | 'blank'
    | 'scheme'
    | 'not-https'
    | 'credentials'
    | 'query'
    | 'not-a-url';
  /** The wrong part of the text, if it helps to name it. Otherwise it is empty. */
  readonly part: string;
}

/** The hosts that the extension's policy lets it call without HTTPS. Such calls never leave the machine. */
const LOCAL_HOSTS = ['127.0.0.1', 'localhost'];

/**
 * Paths that a person may have copied along with the endpoint. They belong to single calls of the API, so they are
 * removed.
 */
const KNOWN_PATHS = /\/(?:healthz|openapi\.json|v1(?:\/.*)?)$/;

/** Reads the origin, and the path if there is one, without a slash at the end. */
export function parseEndpoint(text: string): Result<string, EndpointProblem> {
  const typed = text.trim();
  if (typed === '') return refuse('empty');
  if (/\s/.test(typed)) return refuse('blank');
  const url = URL.parse(withScheme(typed));
  if (url === null || url.hostname === '') return refuse('not-a-url', typed);
  if (!['https:', 'http:'].includes(url.protocol)) return refuse('scheme', url.protocol);
  if (url.username !== '' || url.password !== '') return refuse('credentials');
  if (url.search !== '' || url.hash !== '') return refuse('query');
  if (url.protocol === 'http:' && !LOCAL_HOSTS.includes(url.hostname)) {
    return refuse('not-https', url.hostname);
  }
  const path = url.pathname.replace(/\/+$/, '').replace(KNOWN_PATHS, '').replace(/\/+$/, '');
  return success(`${url.origin}${path}`);
}

/**
 * Adds the scheme if it is missing. Without it, `localhost:8787` would be read as a scheme. A local Worker gets
 * `http`, since it has no certificate.
 */
function withScheme(typed: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return typed;
  const local = LOCAL_HOSTS.some((host) => new RegExp(`^${host}(?:[:/]|$)`, 'i').test(typed));
  return `${local ? 'http' : 'https'}://${typed}`;
}

function refuse(reason: EndpointProblem['reason'], part = '') {
  return failure({ reason, part });
}
