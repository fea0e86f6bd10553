/**
 * Reads SEND_UPSTREAMS: the APIs to which `/send/{upstream}/…` passes requests on. There are none by
 * default.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import { HOP_BY_HOP } from '../../shared/proxied-headers.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { type Fields, findFields } from './fields.ts';

export interface SendUpstream {
  /** The URL without a slash at its end. */
  readonly url: string;
  /** The provider's key. The Worker adds it, so no sending host needs to have it. */
  readonly key: UpstreamKey | undefined;
  /**
   * The allowed calls: `POST /messages` for one path, `POST /messages/*` for all paths below. If it is
   * undefined, any call is allowed.
   */
  readonly calls: readonly string[] | undefined;
  /** The accounts that may use it, by canonical id. If it is undefined, any account may. */
  readonly accounts: readonly string[] | undefined;
  readonly timeoutSeconds: number;
}

interface UpstreamKey {
  readonly header: string;
  readonly value: string;
}

export type SendUpstreams = ReadonlyMap<string, SendUpstream>;
type FindSecret = (name: string) => unknown;

const NAME = /^[a-z0-9-]{1,40}$/;
const CALL = /^[A-Z]+ \/[\x21-\x7e]*$/;
const SECRET_NAME = /^[A-Z][A-Z0-9_]{0,60}$/;
const HEADER_NAME = /^[A-Za-z0-9-]{1,60}$/;
const RESERVED_HEADER = /^(?:host|content-length|cookie|x-sendgate-.*)$/;
const PREFIX = /^[\x20-\x7e]{0,40}$/;
/** Cloudflare itself waits no longer for an answer. */
const MAX_TIMEOUT_SECONDS = 100;

/** The place of a mistake and the wanted form. Only this file throws and catches it. */
class UpstreamFault {
  readonly text: string;

  constructor(path: string, wanted: string) {
    this.text = `${path}: ${wanted}`;
  }
}

/**
 * Parses the text of the variable. `findSecret` finds a secret by its name. The error names the place, never a
 * value.
 */
export function readSendUpstreams(
  text: string,
  findSecret: FindSecret,
): Result<SendUpstreams, string> {
  if (text.trim() === '') return success(new Map());
  const named = findFields(findJson(text));
  if (!named) return failure('it is JSON, an object by name');
  try {
    const upstreams = Object.entries(named).map(
      ([name, value]) => [name, readUpstream(name, value, findSecret)] as const,
    );
    return success(new Map(upstreams));
  } catch (fault) {
    if (fault instanceof UpstreamFault) return failure(fault.text);
    throw fault;
  }
}

function readUpstream(name: string, value: unknown, findSecret: FindSecret): SendUpstream {
  const expect = expecter(name);
  expect(NAME.test(name), '', 'a name has a-z, 0-9 and -');
  const fields = expectFields(name, value, ['url', 'key', 'calls', 'accounts', 'timeoutSeconds']);
  const { url, key, calls, accounts, timeoutSeconds = MAX_TIMEOUT_SECONDS } = fields;
  expect(isUpstreamUrl(url), '.url', 'it is https://…, without user, query or fragment');
  const isTimeout = isIntegerWithin(timeoutSeconds, 1, MAX_TIMEOUT_SECONDS);
  expect(isTimeout, '.timeoutSeconds', `it is a whole number from 1 to ${MAX_TIMEOUT_SECONDS}`);
  // A provider's key allows more than sending, so the operator must list the calls that it is used for.
  expect(key === undefined || calls !== undefined, '.calls', 'a key needs calls');
  return {
    url: String(url).replace(/\/+$/, ''),
    key: key === undefined ? undefined : readKey(`${name}.key`, key, findSecret),
    calls: calls === undefined ? undefined : readCalls(`${name}.calls`, calls),
    accounts: accounts === undefined ? undefined : readAccounts(`${name}.accounts`, accounts),
    timeoutSeconds: Number(timeoutSeconds),
  };
}

function readKey(path: string, value: unknown, findSecret: FindSecret): UpstreamKey {
  const expect = expecter(path);
  const { secret, header, prefix = '' } = expectFields(path, value, ['secret', 'header', 'prefix']);
  const isName = isField(secret, SECRET_NAME);
  expect(isName, '.secret', 'it is the name of a Worker secret, such as PROVIDER_KEY');
  const isOwn = secret !== 'OPERATOR_TOKEN';
  expect(isOwn, '.secret', 'the operator’s token is no provider’s key');
  const isHeader = isField(header, HEADER_NAME) && !isReserved(String(header).toLowerCase());
  expect(isHeader, '.header', 'it is the name of a header that is the provider’s');
  expect(isField(prefix, PREFIX), '.prefix', 'it has visible ASCII characters and blanks');
  const found = findSecret(String(secret));
  expect(
    isField(found, /^[\x21-\x7e]+$/),
    '.secret',
    'there is no such secret, or it fits no header',
  );
  return { header: String(header), value: `${prefix}${found}` };
}

function readCalls(path: string, value: unknown): string[] {
  return expectTexts(path, value).map((call, at) => {
    expecter(path)(CALL.test(call), `.${at}`, 'a call looks like POST /messages');
    return call;
  });
}

function readAccounts(path: string, value: unknown): string[] {
  return expectTexts(path, value).map((text, at) => {
    const account = parseAccountId(text);
    if (account.ok) return account.value;
    throw new UpstreamFault(`${path}.${at}`, 'it is an account');
  });
}

function expecter(path: string) {
  return (holds: boolean, place: string, wanted: string): void => {
    if (!holds) throw new UpstreamFault(path + place, wanted);
  };
}

function expectFields(path: string, value: unknown, names: readonly string[]): Fields {
  const fields = findFields(value);
  if (!fields) throw new UpstreamFault(path, `it is an object with ${names.join(', ')}`);
  const other = Object.keys(fields).find((name) => !names.includes(name));
  if (other !== undefined) throw new UpstreamFault(`${path}.${other}`, 'there is no such field');
  return fields;
}

function expectTexts(path: string, value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new UpstreamFault(path, 'it is a list of one or more');
  }
  return value.map((item, at) => {
    if (typeof item === 'string') return item;
    throw new UpstreamFault(`${path}.${at}`, 'it is a text');
  });
}

function isField(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function isIntegerWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function findJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Decides whether a URL may be an upstream. Plain HTTP is allowed only on the same machine, where nobody can
 * read it on the way.
 */
function isUpstreamUrl(text: unknown): boolean {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (!url || url.username || url.password || /[?#]/.test(String(text))) return false;
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && local);
}

function isReserved(header: string): boolean {
  return RESERVED_HEADER.test(header) || HOP_BY_HOP.test(header);
}
