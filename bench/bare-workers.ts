/** Workers that do one thing of what a check does, and nothing else: the measure of what the rest costs. */
import { MAX_BODY_KIB } from '../shared/limits.ts';
import { quote } from './capnp-text.ts';

export const BARE = "export default { fetch: () => new Response('ok') };";

/** It has the length and the form of the answer to one of `bench/check.ts`'s checks. */
export const REQUEST_READER_ANSWER = JSON.stringify({
  verdict: 'allow',
  reason: 'listed',
  mode: 'enforce',
  account: 'sender-10@example.com',
  address: '192.0.2.11',
  entry: { id: '0'.repeat(32), value: '192.0.2.11', remark: '' },
  revision: 2,
});

/**
 * Reads of a request what a check must, and nothing is done with it: the method, the URL, the headers, a token that is
 * compared in constant time; of a POST the body too, strictly: of a length that is known, UTF-8 or nothing, JSON.
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

/** The path names the key. */
export const READER = `export default {
  async fetch({ url }, { REPLICA }) {
    await REPLICA.get(new URL(url).pathname.slice(1), { type: 'arrayBuffer', cacheTtl: 30 });
    return new Response('ok');
  },
};`;

/** The path names the object. */
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

/** Calls an object and says what kind of value came back; the path names the method and the object. */
export const FIRST_CALLER = `export default {
  async fetch({ url }, { OBJECTS }) {
    const [, method, name] = new URL(url).pathname.split('/').map(decodeURIComponent);
    const answer = await OBJECTS.getByName(name)[method](0);
    return new Response(Object.prototype.toString.call(answer));
  },
};`;
