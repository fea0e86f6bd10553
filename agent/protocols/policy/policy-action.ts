/** The actions that Postfix is told. Clients read their texts. */

/** Continues with the next restriction. In the published configuration that is permit_sasl_authenticated. */
export const PASS = 'DUNNO';

/**
 * Refuses the mail. Postfix asks only after a successful login, so this tells nobody whether a password is
 * right.
 */
export const REFUSE = 'REJECT 5.7.1 This account may not send from this address';

/**
 * Refuses a question that can't be decided. The same question would get the same answer again, so a deferred
 * mail would wait at the client until it is too old.
 */
export const CANNOT_BE_ASKED = 'REJECT 5.7.1 This login cannot be checked from this address';

/** Defers the mail: the client keeps it and tries again. */
export const TRY_LATER = 'DEFER_IF_PERMIT 4.3.5 Sending is not possible just now, try again later';
