/** Names of headers, in lower case, that are about the way a message came, and end where it is passed on. */

/** Of one connection, not of the message (RFC 9110, 7.6.1); and Expect, which the receiver has answered by then. */
export const HOP_BY_HOP =
  /^(?:connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*)$/;

/** What a proxy at the edge says of the client, and what the local runtime takes from its own side only. */
export const OF_THE_EDGE = /^(?:cf-.*|mf-.*|x-forwarded-.*|x-real-ip|true-client-ip|forwarded)$/;
