import type { AccountRole, IssuedToken, Token } from '../../../shared/api.ts';
import type { RelayTokenTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';

/** Only a relay's token can have the right to copies. */
export type IssueTerms = RelayTokenTerms & { readonly role: OfferedRole };

export type OfferedRole = AccountRole | 'relay';

/** The actions on the tokens of one account or shared list, or on the tokens of the relays. */
export interface TokenActions {
  /** True for the tokens of a shared list. */
  readonly isShared?: boolean;
  readonly roles: readonly [OfferedRole, ...OfferedRole[]];
  /** Says of a role what a token of it may do, where that is not as for an account. */
  readonly hints?: Partial<Readonly<Record<OfferedRole, string>>>;
  readonly read: () => ApiAnswer<{ readonly tokens: Token[] }>;
  readonly issue: (terms: IssueTerms) => ApiAnswer<IssuedToken>;
  readonly revoke: (id: string) => ApiAnswer<object>;
}
