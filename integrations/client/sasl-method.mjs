/**
 * Methods in which a client proves its identity without a password, or in which a proxy vouches for it
 * (XCLIENT).
 */
const WITHOUT_PASSWORD = /^(ANONYMOUS|EXTERNAL|GSSAPI|GSS-SPNEGO|GS2-.+|XCLIENT)$/i;

/**
 * Decides whether a successful login by this method shows that the password was right.
 * @param {string | undefined} method The name in SASL. It is absent if the server does not tell it.
 */
export function showsPassword(method) {
  return method === undefined || !WITHOUT_PASSWORD.test(method);
}
