import { useMemo } from 'preact/hooks';
import { isSharedList, nameOfAccount } from '../../model/listed-place.ts';
import { t } from '../../wording/translate.ts';
import type { PageServices } from '../options/page-services.ts';
import type { TokenCalls } from './account-calls.ts';
import { TokensPanel } from './TokensPanel.tsx';
import type { TokenActions } from './token-actions.ts';

interface AccountTokensProps {
  readonly account: string;
  readonly endpoint: string;
  /** The endpoint as an invitation to it has it. */
  readonly deployment: string;
  readonly client: TokenCalls;
  readonly ownTokenId: string;
  readonly page: PageServices;
}

export function AccountTokens(props: AccountTokensProps) {
  const { account, endpoint, deployment, client, ownTokenId, page } = props;
  const actions = useMemo<TokenActions>(
    () => ({
      isShared: isSharedList(account),
      // No mail server asks about a shared list.
      roles: isSharedList(account) ? ['manager', 'viewer'] : ['manager', 'viewer', 'checker'],
      ...(isSharedList(account) && { hints: { manager: t('sharedLists.roleHintManager') } }),
      read: () => client.tokens(account),
      issue: ({ role, ...terms }) =>
        role === 'relay'
          ? client.issueRelayToken(terms)
          : client.issueToken(account, { role, ...terms }),
      revoke: (id) => client.revokeToken(account, id),
    }),
    [client, account],
  );
  return (
    <TokensPanel
      title={t('operator.tokensOf', [nameOfAccount(account)])}
      actions={actions}
      invitesTo={{ endpoint: deployment, account }}
      endpoint={endpoint}
      ownTokenId={ownTokenId}
      page={page}
    />
  );
}
