/** SEND_UPSTREAMS: the APIs that `/send/{upstream}/…` passes requests on to, none by default. */
import { z } from 'zod';
import { AccountId } from '../../shared/api.ts';
import { HOP_BY_HOP } from '../../shared/proxied-headers.ts';

export interface SendUpstream {
  /** Without a slash at its end. */
  readonly url: string;
  /** The provider's key, put in by the Worker so that no host need hold it. */
  readonly key: { readonly header: string; readonly value: string } | undefined;
  /** `POST /messages`, or `POST /messages/*` for all below; undefined for any. */
  readonly calls: readonly string[] | undefined;
  /** Undefined for any. */
  readonly accounts: readonly string[] | undefined;
  readonly timeoutSeconds: number;
}

export type SendUpstreams = ReadonlyMap<string, SendUpstream>;

const NAME = /^[a-z0-9-]{1,40}$/;
const CALL = /^[A-Z]+ \/[\x21-\x7e]*$/;
const RESERVED_HEADER = /^(?:host|content-length|cookie|x-sendgate-.*)$/;
/** As long as Cloudflare itself waits for an answer. */
const MAX_TIMEOUT_SECONDS = 100;

const Key = z.strictObject({
  secret: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,60}$/, 'it is the name of a Worker secret, such as PROVIDER_KEY')
    .refine((name) => name !== 'OPERATOR_TOKEN', 'the operator’s token is no provider’s key'),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/, 'it is the name of a header')
    .refine((name) => !isReserved(name.toLowerCase()), 'this header is not the provider’s'),
  prefix: z
    .string()
    .regex(/^[\x20-\x7e]{0,40}$/, 'it has visible ASCII characters and blanks')
    .default(''),
});

const Upstream = z
  .strictObject({
    url: z.string().refine(isUpstreamUrl, 'it is https://…, without user, query or fragment'),
    key: Key.optional(),
    calls: z.array(z.string().regex(CALL, 'a call looks like POST /messages')).min(1).optional(),
    accounts: z.array(AccountId).min(1).optional(),
    timeoutSeconds: z.int().min(1).max(MAX_TIMEOUT_SECONDS).default(MAX_TIMEOUT_SECONDS),
  })
  // A provider's key opens more than sending: what may be done with it is said, not assumed.
  .refine(({ key, calls }) => !key || calls, { message: 'a key needs calls', path: ['calls'] });

const Upstreams = z.record(z.string().regex(NAME, 'a name has a-z, 0-9 and -'), Upstream);

/** The variable as the deployment has it; `findSecret` gives a secret by its name. */
export function sendUpstreams(findSecret: (name: string) => unknown) {
  return z.string().transform((text, context): SendUpstreams => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (text.trim() === '') return new Map();
    const read = Upstreams.safeParse(findJson(text));
    if (!read.success) {
      const [issue] = read.error.issues;
      const path = issue?.path.join('.');
      return refuse(`${path || 'it'}: ${path ? issue?.message : 'it is JSON, an object by name'}`);
    }
    const upstreams = new Map<string, SendUpstream>();
    for (const [name, { url, key, ...terms }] of Object.entries(read.data)) {
      const secret = key && findSecret(key.secret);
      if (key && !isHeaderValue(secret)) {
        return refuse(`${name}.key.secret: there is no such secret, or it fits no header`);
      }
      upstreams.set(name, {
        url: url.replace(/\/+$/, ''),
        key: key && { header: key.header, value: `${key.prefix}${secret}` },
        calls: terms.calls,
        accounts: terms.accounts,
        timeoutSeconds: terms.timeoutSeconds,
      });
    }
    return upstreams;
  });
}

function findJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Plain HTTP only on the machine itself, where there is no way on which it could be read. */
function isUpstreamUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(text)) return false;
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && local);
}

function isReserved(header: string): boolean {
  return RESERVED_HEADER.test(header) || HOP_BY_HOP.test(header);
}

function isHeaderValue(secret: unknown): secret is string {
  return typeof secret === 'string' && /^[\x21-\x7e]+$/.test(secret);
}
