import { useMemo } from 'preact/hooks';
import { listObjectName } from '../../../shared/list-name.ts';
import type { Connection } from '../../model/connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { t } from '../../wording/translate.ts';
import { TokensPanel } from '../operator/TokensPanel.tsx';
import type { TokenActions } from '../operator/token-actions.ts';
import type { PageServices } from '../options/page-services.ts';
import type { ListCalls } from './list-calls.ts';

interface ListTokensProps {
  readonly list: string;
  readonly connection: Connection;
  readonly lists: ListCalls;
  readonly page: PageServices;
}

/** The tokens of a shared list. None of them asks about an account. */
export function ListTokens({ list, connection, lists, page }: ListTokensProps) {
  const actions = useMemo<TokenActions>(
    () => ({
      isShared: true,
      roles: ['manager', 'viewer'],
      hints: {
        manager: t('sharedLists.roleHintManager'),
        viewer: t('operator.roleHintViewer'),
      },
      read: () => lists.tokens(list),
      issue: ({ role, ...terms }) =>
        lists.issueToken(list, { role: role === 'manager' ? role : 'viewer', ...terms }),
      revoke: (id) => lists.revokeToken(list, id),
    }),
    [lists, list],
  );
  return (
    <TokensPanel
      title={t('operator.tokensOf', [list])}
      actions={actions}
      invitesTo={{ endpoint: connection.endpoint, account: listObjectName(list) }}
      endpoint={nameDeployment(connection.endpoint)}
      ownTokenId={connection.session.tokenId}
      page={page}
    />
  );
}
