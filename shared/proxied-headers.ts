/**
 * Names of headers, in lower case, that describe one connection or the way of a message. A proxy does not pass
 * them on.
 */

/** Headers of one connection (RFC 9110, 7.6.1), and Expect, which the receiver has already answered. */
export const HOP_BY_HOP =
  /^(?:connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*)$/;

/**
 * Headers in which a proxy at the edge describes the client, and headers that the local runtime accepts only
 * from itself.
 */
export const OF_THE_EDGE = /^(?:cf-.*|mf-.*|x-forwarded-.*|x-real-ip|true-client-ip|forwarded)$/;
