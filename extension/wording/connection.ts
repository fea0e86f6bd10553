/** Puts connections into words: deployments, roles, and what is wrong with a typed connection. */
import type { AccountIdProblem } from '../../shared/account-id.ts';
import type { Session } from '../../shared/api.ts';
import type { EndpointProblem } from '../model/endpoint-text.ts';
import { isSharedList, nameOfAccount } from '../model/listed-place.ts';
import type { ConnectionTrouble } from '../model/tested-connection.ts';
import type { TokenProblem } from '../model/token-text.ts';
import { nameDeployment } from './deployment.ts';
import { t } from './translate.ts';
import { type TroubleWords, wordTrouble } from './trouble.ts';

/**
 * Returns the name of the account. An operator's token belongs to no account, so its connection is named after the
 * deployment.
 */
export function nameConnection(connection: {
  readonly endpoint: string;
  readonly account: string | null;
}): string {
  const { endpoint, account } = connection;
  return account === null
    ? t('options.operatorAt', [nameDeployment(endpoint)])
    : wordPlace(account);
}

/** Names what a token is of: an account, a shared list, or the whole deployment. */
export function wordPlace(account: string | null): string {
  if (account === null) return t('options.operatorPlace');
  return isSharedList(account) ? t('shared.name', [nameOfAccount(account)]) : account;
}

/** Does the same for the middle of a sentence. */
export function wordPlaceWithin(account: string): string {
  return isSharedList(account) ? t('shared.within', [nameOfAccount(account)]) : account;
}

const ROLES = {
  operator: 'options.roleOperator',
  manager: 'options.roleManager',
  viewer: 'options.roleViewer',
  checker: 'options.roleChecker',
  relay: 'options.roleRelay',
} as const satisfies Record<Session['role'], string>;

export function wordRole(role: Session['role'], isOfSharedList = false): string {
  return isOfSharedList && role === 'manager' ? t('options.roleListManager') : t(ROLES[role]);
}

const ENDPOINT_PROBLEMS = {
  empty: 'options.endpointEmpty',
  blank: 'options.endpointBlank',
  scheme: 'options.endpointScheme',
  'not-https': 'options.endpointNotHttps',
  credentials: 'options.endpointCredentials',
  query: 'options.endpointQuery',
  'not-a-url': 'options.endpointNotUrl',
} as const satisfies Record<EndpointProblem['reason'], string>;

export function wordEndpointProblem({ reason, part }: EndpointProblem): string {
  return t(ENDPOINT_PROBLEMS[reason], [part]);
}

const TOKEN_PROBLEMS = {
  empty: 'options.tokenEmpty',
  blank: 'options.tokenBlank',
  character: 'options.tokenCharacter',
} as const satisfies Record<TokenProblem, string>;

export function wordTokenProblem(problem: TokenProblem): string {
  return t(TOKEN_PROBLEMS[problem]);
}

const ACCOUNT_PROBLEMS = {
  empty: 'operator.accountEmpty',
  'too-long': 'operator.accountTooLong',
  'control-character': 'operator.accountControl',
  'invisible-character': 'operator.accountInvisible',
  'domain-account': 'operator.accountDomainAccount',
  domain: 'operator.accountDomain',
  'dot-segment': 'operator.accountDots',
  'not-unicode': 'operator.accountUnicode',
} as const satisfies Record<AccountIdProblem, string>;

export function wordAccountProblem(problem: AccountIdProblem): string {
  return t(ACCOUNT_PROBLEMS[problem]);
}

/** Does the same as `wordTrouble`, for a person who is looking at the fields for endpoint and token. */
export function wordConnectionTrouble(
  trouble: ConnectionTrouble,
  endpoint: string,
): Pick<TroubleWords, 'title' | 'next'> {
  switch (trouble.kind) {
    case 'offline':
      return { title: t('trouble.offlineTitle'), next: t('options.offline') };
    case 'unreachable':
      return {
        title: t('trouble.unreachableTitle', [nameDeployment(endpoint)]),
        next: t('options.unreachable'),
      };
    case 'not-sendgate':
      return trouble.status === 404
        ? {
            title: t('options.notFoundTitle'),
            next: t('options.notFound', [nameDeployment(endpoint)]),
          }
        : {
            title: t('trouble.notSendgateTitle'),
            next: t('options.notSendgate', [nameDeployment(endpoint)]),
          };
    case 'reads-no-list':
      return {
        title: t('options.readsNoListTitle'),
        next: t('options.readsNoList', [wordRole(trouble.session.role)]),
      };
    case 'refused':
      return trouble.problem.code === 'unauthorized'
        ? { title: t('trouble.unauthorizedTitle'), next: t('options.refused') }
        : wordTrouble(trouble, endpoint);
  }
}
