import type { AccountRole, IssuedToken, Token } from '../../../shared/api.ts';
import type { TokenTerms } from '../../model/terms.ts';
import type { Answer } from '../../model/trouble.ts';

export interface IssueTerms extends TokenTerms {
  readonly role: TokenRole;
}

export type TokenRole = AccountRole | 'relay';

/** Where the tokens of one account are kept, or those of the relays. */
export interface TokenDesk {
  readonly roles: readonly [TokenRole, ...TokenRole[]];
  readonly read: () => Answer<{ readonly tokens: Token[] }>;
  readonly issue: (terms: IssueTerms) => Answer<IssuedToken>;
  readonly revoke: (id: string) => Answer<object>;
}
