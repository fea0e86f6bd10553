/** Limits on the size of a request, and on the time until something expires. */
export const MAX_REMARK_CHARACTERS = 200;
export const MAX_NAME_CHARACTERS = 100;
export const MAX_NOTE_CHARACTERS = 1000;
/** The longest text that is read as an SMTP login. */
export const MAX_ACCOUNT_CHARACTERS = 4096;
/** The longest text that is read as an address, a range or a segment. No real one is nearly as long. */
export const MAX_ADDRESS_CHARACTERS = 200;
export const MAX_CHECKS = 100;
/** What one call of an agent tells at most. */
export const MAX_OBSERVED_ACCOUNTS = 500;
export const MAX_OBSERVED_SENDERS = 1_000;
export const MAX_OBSERVED_LEAKS = 100;
/** The highest number that an agent tells as one count. */
export const MAX_OBSERVED_COUNT = 1_000_000_000;
/** Lines of one call that makes accounts. */
export const MAX_BATCH_LINES = 200;
export const HOUR_SECONDS = 3_600;
export const YEAR_SECONDS = 365 * 24 * HOUR_SECONDS;
/** The largest body of a request. It has room for 10,000 IPv6 ranges, each with the longest text. */
export const MAX_BODY_KIB = 900;
/** Accounts and shared lists on a page of the feed: each is a request of its object, of which a call has 1,000. */
export const MAX_FEED_ITEMS = 500;
/** The bytes of a page of the feed before it is compressed. The longest copy has room on a page. */
export const MAX_FEED_BYTES = 4_000_000;
