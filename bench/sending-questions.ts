/**
 * The lists that all rivals search, and the questions about them. The addresses are in 198.18.0.0/15, which is
 * for benchmarks (RFC 2544).
 */

export const ACCOUNTS = 10;
const ADDRESSES_EACH = 7;
const SEGMENTS_EACH = 3;
export const ENTRIES_EACH = ADDRESSES_EACH + SEGMENTS_EACH;
const IN_SEGMENTS = 11;
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

export const accountLists: readonly AccountList[] = numbers(ACCOUNTS).map((index) => ({
  account: `sender${index}@example.com`,
  addresses: numbers(ADDRESSES_EACH).map((host) => `198.18.${index}.${20 * host + 1}`),
  segments: numbers(SEGMENTS_EACH).map((part) => `198.19.${index}.${64 * part}/28`),
}));

/** The questions. An account is asked about again only after all others. */
export const questions: readonly SendingQuestion[] = numbers(
  ADDRESSES_EACH + IN_SEGMENTS + REFUSED_EACH,
).flatMap((turn) =>
  accountLists.map(({ account, addresses }, index) => {
    const listed = addresses[turn];
    if (listed !== undefined) return { account, address: listed, allowed: true };
    const inSegments = turn - addresses.length;
    if (inSegments < IN_SEGMENTS) {
      const host = 64 * (inSegments % SEGMENTS_EACH) + inSegments;
      return { account, address: `198.19.${index}.${host}`, allowed: true };
    }
    return { account, address: `198.19.${index}.${30 + turn}`, allowed: false };
  }),
);

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
