/** With these a client proves who it is by something else, or a proxy gives its word for it (XCLIENT). */
const WITHOUT_PASSWORD = /^(ANONYMOUS|EXTERNAL|GSSAPI|GSS-SPNEGO|GS2-.+|XCLIENT)$/i;

/**
 * Whether a login that has succeeded by this method has shown a password that was right.
 * @param {string | undefined} method SASL's name; absent where the server does not tell.
 */
export function showsPassword(method) {
  return method === undefined || !WITHOUT_PASSWORD.test(method);
}
