/** Who asks, found out once a request. */

import type { Verified } from '../deciding/asker.ts';
import { CheckCall } from '../platform/check-call.ts';
import type { AppContext } from './app-env.ts';

/** As quick-answer.ts found it, or found now; what the protocol says of the password goes with the call. */
export async function verifyAsker(
  c: AppContext,
  token: string | undefined,
  said: { readonly passwordWasRight?: true } = {},
): Promise<Verified> {
  const known = c.get('verified');
  if (known) return known;
  const call = new CheckCall(c.executionCtx, said.passwordWasRight);
  return { asker: await c.get('decisionPoint').verify(token, call), call };
}
