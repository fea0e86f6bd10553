import type {
  Account,
  AccountRole,
  Change,
  IssuedToken,
  Preview,
  Token,
} from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Abilities } from '../../model/abilities.ts';
import type { AccountQuery } from '../../model/account-search.ts';
import type { DeploymentFigures } from '../../model/deployment-figures.ts';
import type { AccountsPage } from '../../model/found-accounts.ts';
import type {
  AccountTerms,
  NewAccountTerms,
  RelayTokenTerms,
  TokenTerms,
} from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';

/** The calls for tokens. The client of an endpoint makes them. */
export interface TokenCalls {
  readonly tokens: (account: string) => ApiAnswer<{ tokens: Token[] }>;
  readonly issueToken: (
    account: string,
    terms: TokenTerms & { readonly role: AccountRole },
  ) => ApiAnswer<IssuedToken>;
  readonly revokeToken: (account: string, id: string) => ApiAnswer<object>;
  readonly relayTokens: () => ApiAnswer<{ tokens: Token[] }>;
  readonly issueRelayToken: (terms: RelayTokenTerms) => ApiAnswer<IssuedToken>;
  readonly revokeRelayToken: (id: string) => ApiAnswer<object>;
}

/** The calls of an operator. */
export interface AccountCalls extends TokenCalls {
  /** Asks what the endpoint can do. */
  readonly abilities: () => ApiAnswer<Abilities>;
  readonly accounts: (query: AccountQuery, cursor: string | null) => ApiAnswer<AccountsPage>;
  readonly createAccount: (account: string, settings: NewAccountTerms) => ApiAnswer<Account>;
  readonly changeAccount: (account: string, settings: AccountTerms) => ApiAnswer<Account>;
  /** Reads the present metrics of the deployment. */
  readonly figures: () => ApiAnswer<DeploymentFigures>;
  /** Asks what a change of an account's list would do. */
  readonly preview: (account: string, command: ListCommand) => ApiAnswer<Preview>;
  readonly change: (
    account: string,
    command: ListCommand,
    conditions: { readonly revision: number; readonly idempotencyKey?: string },
  ) => ApiAnswer<Change>;
  /** `off`: the login may be opened by the account of its domain, which lets in more. */
  readonly deleteAccount: (account: string, off: boolean) => ApiAnswer<object>;
}
