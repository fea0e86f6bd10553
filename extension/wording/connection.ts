/** Connections in words: deployments, roles, and what is wrong with what was typed for one. */
import type { AccountIdProblem } from '../../shared/account-id.ts';
import type { Session } from '../../shared/api.ts';
import type { ConnectionTrouble } from '../connection-test.ts';
import type { EndpointProblem } from '../endpoint-text.ts';
import type { TokenProblem } from '../token-text.ts';
import { t } from '../translate.ts';
import { type TroubleWords, wordTrouble } from './trouble.ts';

/** As a person names a deployment: without the scheme. */
export function nameDeployment(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, '');
}

/** The account; for an operator, whose token is of none, the deployment. */
export function nameConnection(connection: {
  readonly endpoint: string;
  readonly account: string | null;
}): string {
  const { endpoint, account } = connection;
  return account ?? t('options.operatorAt', [nameDeployment(endpoint)]);
}

export function wordRole(role: Session['role']): string {
  switch (role) {
    case 'operator':
      return t('options.roleOperator');
    case 'manager':
      return t('options.roleManager');
    case 'viewer':
      return t('options.roleViewer');
    case 'checker':
      return t('options.roleChecker');
    case 'relay':
      return t('options.roleRelay');
  }
}

export function wordEndpointProblem({ reason, part }: EndpointProblem): string {
  switch (reason) {
    case 'empty':
      return t('options.endpointEmpty');
    case 'blank':
      return t('options.endpointBlank');
    case 'scheme':
      return t('options.endpointScheme', [part]);
    case 'not-https':
      return t('options.endpointNotHttps', [part]);
    case 'credentials':
      return t('options.endpointCredentials');
    case 'query':
      return t('options.endpointQuery');
    case 'not-a-url':
      return t('options.endpointNotUrl', [part]);
  }
}

export function wordTokenProblem(problem: TokenProblem): string {
  switch (problem) {
    case 'empty':
      return t('options.tokenEmpty');
    case 'blank':
      return t('options.tokenBlank');
    case 'character':
      return t('options.tokenCharacter');
  }
}

export function wordAccountProblem(problem: AccountIdProblem): string {
  switch (problem) {
    case 'empty':
      return t('operator.accountEmpty');
    case 'too-long':
      return t('operator.accountTooLong');
    case 'control-character':
      return t('operator.accountControl');
    case 'dot-segment':
      return t('operator.accountDots');
    case 'not-unicode':
      return t('operator.accountUnicode');
  }
}

/** As `wordTrouble`, for someone who has the endpoint and the token before them. */
export function wordConnectionTrouble(
  trouble: ConnectionTrouble,
  endpoint: string,
): Pick<TroubleWords, 'title' | 'next'> {
  switch (trouble.kind) {
    case 'offline':
      return { title: t('trouble.offlineTitle'), next: t('options.offline') };
    case 'unreachable':
      return {
        title: t('trouble.unreachableTitle'),
        next: t('options.unreachable', [nameDeployment(endpoint)]),
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
