import type { Account, AccountRole, IssuedToken, Token } from '../../../shared/api.ts';
import type { ListedAccount } from '../../model/listed-account.ts';
import type { AccountSettings, TokenTerms } from '../../model/terms.ts';
import type { Answer } from '../../model/trouble.ts';

/** The calls about tokens, as the client of an endpoint makes them. */
export interface TokenCalls {
  readonly tokens: (account: string) => Answer<{ tokens: Token[] }>;
  readonly issueToken: (
    account: string,
    terms: TokenTerms & { readonly role: AccountRole },
  ) => Answer<IssuedToken>;
  readonly revokeToken: (account: string, id: string) => Answer<object>;
  readonly relayTokens: () => Answer<{ tokens: Token[] }>;
  readonly issueRelayToken: (terms: TokenTerms) => Answer<IssuedToken>;
  readonly revokeRelayToken: (id: string) => Answer<object>;
}

/** The calls of an operator. */
export interface AccountCalls extends TokenCalls {
  readonly accounts: (
    cursor: string | null,
  ) => Answer<{ accounts: ListedAccount[]; cursor: string | null }>;
  readonly createAccount: (account: string, settings: AccountSettings) => Answer<Account>;
  readonly changeAccount: (account: string, settings: AccountSettings) => Answer<Account>;
  readonly deleteAccount: (account: string) => Answer<object>;
}
