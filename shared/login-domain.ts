/**
 * Gives the domain of a login one spelling. An ASCII domain stays as it is, because the platform's URL parser
 * would merge different logins (`ex%61mple.com`, `a@b.com`, `127.1`). A domain beyond ASCII gets its ASCII form
 * (UTS 46), so that `exümple.example` and its punycode are one domain.
 */

/** Every platform of the project has this function: workerd, Node and browsers. */
declare const URL: { parse(text: string): { readonly hostname: string } | null };

/**
 * The characters that UTS 46 may map. Characters with a special meaning for a URL parser are not among
 * them.
 */
const MAPPABLE = /^[a-z0-9._\-\u0080-\u{10ffff}]+$/u;
const MAPPED = /^[a-z0-9._-]+$/;
/** A URL parser reads a host that ends in a number as an IPv4 address (WHATWG URL, 3.5). */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/;

/**
 * `domain` is in lower case. The result is undefined if a domain beyond ASCII has no ASCII form of letters,
 * digits, `-`, `_` and dots.
 */
export function findCanonicalDomain(domain: string): string | undefined {
  if (!/[^\p{ASCII}]/u.test(domain)) return domain;
  if (!MAPPABLE.test(domain)) return undefined;
  const host = URL.parse(`http://${domain}/`)?.hostname;
  return host !== undefined && MAPPED.test(host) && !ENDS_IN_NUMBER.test(host) ? host : undefined;
}

/** Decides whether a canonical domain consists of letters, digits, `-`, `_` and dots. */
export function isPlainDomain(domain: string): boolean {
  return MAPPED.test(domain);
}
