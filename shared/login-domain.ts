/**
 * The domain of a login in one spelling. One that is ASCII is left alone: the platform's URL parser would merge
 * logins (`ex%61mple.com`, `a@b.com`, `127.1`). One beyond ASCII becomes its ASCII form (UTS 46), so that
 * `exümple.example` and its punycode are one domain.
 */

/** Every platform of the project has it: workerd, Node, browsers. */
declare const URL: { parse(text: string): { readonly hostname: string } | null };

/** What UTS 46 maps, and nothing that a URL parser gives a meaning of its own. */
const MAPPABLE = /^[a-z0-9._\-\u0080-\u{10ffff}]+$/u;
const MAPPED = /^[a-z0-9._-]+$/;
/** A URL parser reads a host that ends in a number as an IPv4 address (WHATWG URL, 3.5). */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/;

/** `domain` is lower-cased. Undefined for one beyond ASCII that has no ASCII form of letters, digits, `-`, `_` and dots. */
export function findCanonicalDomain(domain: string): string | undefined {
  if (!/[^\p{ASCII}]/u.test(domain)) return domain;
  if (!MAPPABLE.test(domain)) return undefined;
  const host = URL.parse(`http://${domain}/`)?.hostname;
  return host !== undefined && MAPPED.test(host) && !ENDS_IN_NUMBER.test(host) ? host : undefined;
}
