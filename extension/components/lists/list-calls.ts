import type {
  HistoryPage,
  IncludersPage,
  IssuedToken,
  SharedList,
  SharedListPage,
  Token,
} from '../../../shared/api.ts';
import type { AttachedList } from '../../model/attached-list.ts';
import type { RemovalPage } from '../../model/list-removal.ts';
import type { ListTerms, TokenTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';

/** The calls of an operator about shared lists. */
export interface ListCalls {
  /** Finds the lists with this part in their name. */
  readonly find: (part: string, cursor: string | null) => ApiAnswer<SharedListPage>;
  readonly create: (list: string, terms: ListTerms) => ApiAnswer<SharedList>;
  readonly read: (list: string) => ApiAnswer<SharedList>;
  readonly change: (list: string, terms: ListTerms) => ApiAnswer<SharedList>;
  /** `detach`: it is detached from every account first. */
  readonly remove: (list: string, detach: boolean) => ApiAnswer<object>;
  readonly previewRemoval: (list: string, cursor: string | null) => ApiAnswer<RemovalPage>;
  readonly includers: (list: string, cursor: string | null) => ApiAnswer<IncludersPage>;
  readonly history: (list: string, cursor: string | null) => ApiAnswer<HistoryPage>;
  readonly tokens: (list: string) => ApiAnswer<{ tokens: Token[] }>;
  readonly issueToken: (
    list: string,
    terms: TokenTerms & { readonly role: 'manager' | 'viewer' },
  ) => ApiAnswer<IssuedToken>;
  readonly revokeToken: (list: string, id: string) => ApiAnswer<object>;
  /** Reads the lists that an account includes. */
  readonly ofAccount: (account: string) => ApiAnswer<{ readonly lists: readonly AttachedList[] }>;
}
