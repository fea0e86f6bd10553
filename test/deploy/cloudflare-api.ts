/** Cloudflare's API on loopback, for one account and one token. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type CloudflareAccount, Refusal } from './cloudflare-account.ts';
import { CALLS } from './cloudflare-calls.ts';

export const ACCOUNT_ID = '0123456789abcdef0123456789abcdef';
export const API_TOKEN = 'the-operators-token-for-cloudflare';

const BASE = '/client/v4';
const OF_A_WORKER = /^(\/workers\/(?:scripts|services|workers|tails\/by-consumer)\/)([^/]+)/;
const OF_A_NAMESPACE = /^(\/storage\/kv\/namespaces\/)([^/]+)/;

export interface CloudflareApi extends AsyncDisposable {
  readonly url: string;
  /** Each request, in order, such as `POST /storage/kv/namespaces`. */
  readonly requests: readonly string[];
}

export async function openCloudflareApi(account: CloudflareAccount): Promise<CloudflareApi> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    try {
      respond(response, 200, { success: true, errors: [], result: await answer(request) });
    } catch (error) {
      const { status = 500, code = 0, message } = error as Refusal;
      respond(response, status, { success: false, errors: [{ code, message }], result: null });
    }
  });
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const path = pathname.replace(`${BASE}/accounts/${ACCOUNT_ID}`, '');
    requests.push(`${request.method} ${path}`);
    const body = await readBody(request);
    if (request.headers.authorization !== `Bearer ${API_TOKEN}`)
      throw new Refusal(403, 10_000, 'Authentication error');
    const named = path.replace(OF_A_WORKER, '$1*').replace(OF_A_NAMESPACE, '$1*');
    const call = CALLS[`${request.method} ${named}`];
    if (!call) throw new Refusal(404, 7_003, `${request.method} ${path} is none of its calls.`);
    const [, , worker = ''] = OF_A_WORKER.exec(path) ?? [];
    const [, , namespace = ''] = OF_A_NAMESPACE.exec(path) ?? [];
    const page = Number(searchParams.get('page') ?? 1);
    return call({ account, worker, namespace, page, body });
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Reads a body. An upload is a form with the Worker's metadata and its code. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const content = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return content.length > 0 ? JSON.parse(`${content}`) : null;
  const headers = { 'Content-Type': type };
  const form = await new Response(new Uint8Array(content), { headers }).formData();
  const metadata = form.get('metadata');
  return JSON.parse(metadata instanceof File ? await metadata.text() : String(metadata));
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ messages: [], ...body }));
}
