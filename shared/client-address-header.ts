import { failure, type Result, success } from './result.ts';

const TAKEN = new Set(['x-sendgate-account', 'x-sendgate-token']);

/** A header with a list of addresses. Each proxy on the way adds one. */
export const FORWARDED_FOR = 'x-forwarded-for';

/** Parses the name, in lower case, of a header in which a proxy states the address of its client. */
export function parseClientAddressHeader(text: string): Result<string, string> {
  const name = text.toLowerCase();
  if (!/^x-[a-z0-9-]{1,60}$/.test(name)) {
    return failure('A header of your proxy’s own looks like X-Sendgate-Client-Address.');
  }
  if (name === 'x-real-ip') {
    return failure(
      'Cloudflare writes X-Real-IP itself: take one such as X-Sendgate-Client-Address.',
    );
  }
  if (TAKEN.has(name)) return failure(`${text} carries something else already.`);
  return success(name);
}
