/** The orders that the accounts of a deployment are listed in; a minus sign turns the order round. */
export const ACCOUNT_SORTS = [
  'account',
  '-account',
  'count',
  '-count',
  'changed',
  '-changed',
  'lastCheckAt',
  '-lastCheckAt',
] as const;

export type AccountSort = (typeof ACCOUNT_SORTS)[number];

export const BY_NAME: AccountSort = 'account';
