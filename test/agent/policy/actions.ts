/** The actions that Postfix is answered with. They are those of sendgate-policyd before. */
export const PASS = 'DUNNO';
export const REFUSE = 'REJECT 5.7.1 This account may not send from this address';
export const CANNOT_BE_ASKED = 'REJECT 5.7.1 This login cannot be checked from this address';
export const TRY_LATER = 'DEFER_IF_PERMIT 4.3.5 Sending is not possible just now, try again later';
