import { isDomainAccount } from '../../shared/account-id.ts';
import { t } from './translate.ts';

/** Says whose list the account of a domain holds. Empty for the account of one login. */
export function wordWhose(account: string | null): string {
  return account !== null && isDomainAccount(account)
    ? t('header.everyoneOf', [account.slice(1)])
    : '';
}
