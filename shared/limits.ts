/** How much a request may carry, and how long what expires may last. */
export const MAX_REMARK_CHARACTERS = 200;
export const MAX_NAME_CHARACTERS = 100;
export const MAX_NOTE_CHARACTERS = 1000;
/** Of an SMTP login. */
export const MAX_ACCOUNT_CHARACTERS = 4096;
/** Of an address, a range or a segment as text: far longer than any that is one. */
export const MAX_ADDRESS_CHARACTERS = 200;
export const MAX_CHECKS = 100;
export const HOUR_SECONDS = 3_600;
export const YEAR_SECONDS = 365 * 24 * HOUR_SECONDS;
/** Of a request's body: 10,000 IPv6 ranges, each of the longest text, fit. */
export const MAX_BODY_KIB = 900;
