/**
 * Reads the fields of a query in the form that HTML forms use: percent-encoded UTF-8, where a plus sign means a
 * blank.
 */
import type { Fields } from '../platform/fields.ts';

/** A query that has only the two fields of a check, in either order. */
const PLAIN = /^(?:account=([^&=+]+)&address=([^&=+]+)|address=([^&=+]+)&account=([^&=+]+))$/;

/**
 * Finds the fields. A field that comes more than once is a list. The result is undefined if the decoded text is
 * not UTF-8.
 */
export function findQueryFields(query: string): Fields | undefined {
  try {
    const match = PLAIN.exec(query);
    const account = match?.[1] ?? match?.[4];
    const address = match?.[2] ?? match?.[3];
    return account !== undefined && address !== undefined
      ? { account: decode(account), address: decode(address) }
      : readFields(query);
  } catch {
    return undefined;
  }
}

function readFields(query: string): Fields {
  const fields = new Map<string, string | string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decodeForm(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decodeForm(pair.slice(at + 1));
    const earlier = fields.get(name);
    fields.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(fields);
}

function decodeForm(text: string): string {
  return decode(text.replaceAll('+', ' '));
}

/**
 * Decodes a value, and throws a URIError if it can't. In most logins only the at sign is encoded, so that case
 * is fast.
 */
function decode(text: string): string {
  const decoded = text.replace('%40', '@');
  return decoded.includes('%') ? decodeURIComponent(text) : decoded;
}
