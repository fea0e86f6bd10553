/** How a mail server's or a proxy's question comes to its outcome; what it is told is each adapter's own. */
import { parseAccountId } from '../../shared/account-id.ts';
import { parseClientAddress } from '../../shared/client-address.ts';
import type { Asker } from '../deciding/asker.ts';
import type { AppContext } from '../management/app-env.ts';
import { requestIdOf } from '../management/request-id.ts';
import { verifyAsker } from '../management/verify-asker.ts';
import type { CheckCall } from '../platform/check-call.ts';
import { countFailedAuthentication } from '../tokens/failed-authentication.ts';

export interface Relay {
  readonly asker: Exclude<Asker, { kind: 'account' | 'unauthorized' }>;
  readonly call: CheckCall;
}

/** unavailable is a refusal, too: nothing could be read, and the deployment fails closed. */
export type Outcome = 'allowed' | 'not-allowed' | 'unavailable' | 'bad-token' | 'bad-request';

/** Who asks, and what its protocol says of the password; undefined, and counted, for a token that is not a relay's. */
export async function findRelay(
  c: AppContext,
  token: string | undefined,
  said: { readonly passwordWasRight?: true } = {},
): Promise<Relay | undefined> {
  const { asker, call } = await verifyAsker(c, token, said);
  if (asker.kind === 'unauthorized') {
    await countFailedAuthentication(c);
    return undefined;
  }
  // A token of one account is no mail server's.
  return asker.kind === 'account' ? undefined : { asker, call };
}

/** What a login at an address may do, as the relay wrote them. */
export async function decideForRelay(
  c: AppContext,
  { asker, call }: Relay,
  login: string,
  remote: string,
): Promise<Outcome> {
  const account = parseAccountId(login);
  const address = parseClientAddress(remote);
  if (!account.ok || !address.ok) return 'bad-request';
  const decision = await c.get('decisionPoint').decide(asker, account.value, address.value, call);
  if (decision === 'forbidden') return 'bad-token';
  if (decision.verdict === 'allow') return 'allowed';
  c.get('decisionPoint').refusals.log(requestIdOf(c), decision);
  return decision.reason === 'unavailable' ? 'unavailable' : 'not-allowed';
}
