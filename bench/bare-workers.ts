/** Workers that do only one part of the work of a check. They show what the other parts cost. */
import { MAX_BODY_KIB } from '../shared/limits.ts';
import { quote } from './capnp-text.ts';

export const BARE = "export default { fetch: () => new Response('ok') };";

/**
 * The answer of the request reader. It has the length and the form of the answer to a check of
 * `bench/check.ts`.
 */
export const REQUEST_READER_ANSWER = JSON.stringify({
  verdict: 'allow',
  reason: 'listed',
  mode: 'enforce',
  account: 'sender-10@example.com',
  decidedBy: 'sender-10@example.com',
  address: '192.0.2.11',
  entry: { id: '0'.repeat(32), value: '192.0.2.11', remark: '', list: null },
  revision: 2,
});

/**
 * A Worker that reads the parts of a request that a check must read, and does nothing with them: the method,
 * the URL, the headers, and a token that it compares in constant time. It also reads the body of a POST
 * strictly: it must have a known length and be valid UTF-8 and JSON.
 */
export const REQUEST_READER = `const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const known = new Uint8Array(64);
const sent = new Uint8Array(64);
const init = { headers: new Headers({ 'Content-Type': 'application/json' }) };

function isToken(headers) {
  encoder.encodeInto((headers.get('authorization') ?? '').slice(7), sent);
  return crypto.subtle.timingSafeEqual(known, sent);
}

async function answerWithBody(request, headers) {
  const length = headers.get('content-length');
  if (length === null || Number(length) > ${MAX_BODY_KIB * 1024}) return new Response(null, { status: 413 });
  const body = JSON.parse(utf8.decode(await request.arrayBuffer()));
  if (typeof body !== 'object') return new Response(null, { status: 400 });
  return new Response(${quote(REQUEST_READER_ANSWER)}, init);
}

export default {
  fetch(request) {
    const { method, url, headers } = request;
    if (url === '' || isToken(headers)) return new Response(null, { status: 401 });
    if (headers.get('x-sendgate-password-right') || headers.has('origin')) return new Response(null, { status: 403 });
    return method === 'GET' ? new Response(${quote(REQUEST_READER_ANSWER)}, init) : answerWithBody(request, headers);
  },
};`;

/** A Worker that reads one value of KV. The path names its key. */
export const READER = `export default {
  async fetch({ url }, { REPLICA }) {
    await REPLICA.get(new URL(url).pathname.slice(1), { type: 'arrayBuffer', cacheTtl: 30 });
    return new Response('ok');
  },
};`;

/** A Worker that calls one object. The path names the object. */
export const CALLER = `export default {
  async fetch({ url }, { OBJECTS }) {
    await OBJECTS.getByName(new URL(url).pathname).answer();
    return new Response('ok');
  },
};`;

export const CALLED = `import { DurableObject } from 'cloudflare:workers';
export class Called extends DurableObject {
  answer() {
    return null;
  }
}
export default {};`;

/**
 * A Worker that calls an object and answers with the type of the returned value. The path names the method and
 * the object.
 */
export const FIRST_CALLER = `export default {
  async fetch({ url }, { OBJECTS }) {
    const [, method, name] = new URL(url).pathname.split('/').map(decodeURIComponent);
    const answer = await OBJECTS.getByName(name)[method](0);
    return new Response(Object.prototype.toString.call(answer));
  },
};`;
