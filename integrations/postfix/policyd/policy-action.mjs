/** What Postfix is told, each in the words that its client then reads. */

/** Goes on to the next restriction: permit_sasl_authenticated, in the published configuration. */
export const PASS = 'DUNNO';

/** The login has succeeded before Postfix asks, so this tells nobody that a password is right. */
export const REFUSE = 'REJECT 5.7.1 This account may not send from this address';

/** Asked again, the question would be no better: to defer it would keep the client's mail until it is too old. */
export const CANNOT_BE_ASKED = 'REJECT 5.7.1 This login cannot be checked from this address';

/** Refused for now: the client keeps its mail and tries again. */
export const TRY_LATER = 'DEFER_IF_PERMIT 4.3.5 Sending is not possible just now, try again later';
