/** Makes a question of what Postfix sent, and an action of its answer. */
import { isIP } from 'node:net';
import { withoutZone } from '../../../integrations/client/link-local.mjs';
import { showsPassword } from '../../../integrations/client/sasl-method.mjs';
import { describeAccountIdProblem, parseAccountId } from '../../../shared/account-id.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import { describeValueProblem } from '../../../shared/value-problem.ts';
import type { AgentQuestion, Answered } from '../../deciding/answer.ts';
import { CANNOT_BE_ASKED, PASS, REFUSE, TRY_LATER } from './policy-action.ts';
import type { PolicyRequest } from './policy-reader.ts';

export type PolicyReading =
  | { readonly kind: 'question'; readonly question: AgentQuestion }
  /** Nobody has logged in. The client can choose any sender address, so that address is no account. */
  | { readonly kind: 'no-login' }
  | { readonly kind: 'bad-request'; readonly facts: Readonly<Record<string, string>> };

const NO_LOGIN: PolicyReading = { kind: 'no-login' };

export function readPolicyQuestion(request: PolicyRequest | 'unreadable'): PolicyReading {
  if (request === 'unreadable' || request.request !== 'smtpd_access_policy')
    return bad({ reason: 'no request of Postfix’s policy delegation' });
  const { sasl_username: account, sasl_method: method, client_address: address } = request;
  if (account === undefined && method === undefined) return NO_LOGIN;
  if (account === undefined) return bad({ reason: 'a login without a name' });
  if (address === undefined || isIP(address) === 0)
    return bad({ account, address: address ?? '', reason: 'no client address' });
  const login = parseAccountId(account);
  if (!login.ok)
    return bad({ account, address, reason: describeAccountIdProblem(login.error, account) });
  const client = parseClientAddress(withoutZone(address));
  if (!client.ok)
    return bad({ account, address, reason: describeValueProblem(client.error, 'address') });
  const passwordWasRight = showsPassword(method);
  const question = { login: login.value, address: client.value, passwordWasRight };
  return { kind: 'question', question };
}

function bad(facts: Readonly<Record<string, string>>): PolicyReading {
  return { kind: 'bad-request', facts };
}

export function actionFor(answered: Answered): string {
  switch (answered.kind) {
    case 'allowed':
      return PASS;
    case 'refused':
      return REFUSE;
    case 'unavailable':
      // The fail mode may allow.
      return answered.decision.verdict === 'allow' ? PASS : TRY_LATER;
    case 'bad-question':
      return CANNOT_BE_ASKED;
    case 'bad-token':
    case 'rate-limited':
      return TRY_LATER;
  }
}
