/**
 * The lists that all rivals search, and the questions about them. The addresses are in 198.18.0.0/15, which is
 * for benchmarks (RFC 2544).
 */

const ADDRESSES_EACH = 7;
const SEGMENTS_EACH = 3;
export const ENTRIES_EACH = ADDRESSES_EACH + SEGMENTS_EACH;
const IN_SEGMENTS = 11;
/** The blocks of 256 addresses that the lists take in turn. */
const BLOCKS = 256;
const REFUSED_EACH = 2;

export interface AccountList {
  readonly account: string;
  readonly addresses: readonly string[];
  readonly segments: readonly string[];
}

export interface SendingQuestion {
  readonly account: string;
  readonly address: string;
  readonly allowed: boolean;
}

/** Makes the lists of so many accounts. Every 256th has the same list again. */
export function accountLists(count: number): AccountList[] {
  return numbers(count).map((index) => {
    const block = index % BLOCKS;
    return {
      account: `sender${index}@example.com`,
      addresses: numbers(ADDRESSES_EACH).map((host) => `198.18.${block}.${20 * host + 1}`),
      segments: numbers(SEGMENTS_EACH).map((part) => `198.19.${block}.${64 * part}/28`),
    };
  });
}

/** Makes the questions about the lists. An account is asked about again only after all others. */
export function questionsAbout(lists: readonly AccountList[]): SendingQuestion[] {
  return numbers(ADDRESSES_EACH + IN_SEGMENTS + REFUSED_EACH).flatMap((turn) =>
    lists.map(({ account, addresses }, index) => {
      const listed = addresses[turn];
      if (listed !== undefined) return { account, address: listed, allowed: true };
      const block = index % BLOCKS;
      const inSegments = turn - addresses.length;
      if (inSegments < IN_SEGMENTS) {
        const host = 64 * (inSegments % SEGMENTS_EACH) + inSegments;
        return { account, address: `198.19.${block}.${host}`, allowed: true };
      }
      return { account, address: `198.19.${block}.${30 + turn}`, allowed: false };
    }),
  );
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
