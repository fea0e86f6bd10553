import { useMemo, useState } from 'preact/hooks';
import type { Connection } from '../../model/connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ListsView } from '../lists/ListsView.tsx';
import { Tabs } from '../panel/Tabs.tsx';
import { AccountsView, type AccountsViewProps } from './AccountsView.tsx';
import type { AccountCalls } from './account-calls.ts';
import { FiguresTable } from './FiguresTable.tsx';
import { MetricsHelp } from './MetricsHelp.tsx';
import { TokensPanel } from './TokensPanel.tsx';
import type { TokenActions } from './token-actions.ts';
import { useAbilities } from './useAbilities.ts';

interface OperatorPageProps extends Omit<AccountsViewProps, 'abilities'> {
  /** The connections with an operator's token, this one among them. */
  readonly connections: readonly Connection[];
  readonly onChoose: (connection: Connection) => void;
  readonly onOptions: () => void;
}

/** Everything that an operator's token gives access to: accounts, shared lists, the tokens of the mail servers, and metrics. */
export function OperatorPage(props: OperatorPageProps) {
  const { connections, onChoose, onOptions, ...accounts } = props;
  const { connection, client, lists, onShow, page } = accounts;
  const [chosen, setChosen] = useState<'accounts' | 'lists' | 'relays' | 'metrics'>('accounts');
  const abilities = useAbilities(client, chosen);
  const [deletedLists, setDeletedLists] = useState(0);
  const relays = useMemo(() => relayActions(client), [client]);
  const endpoint = nameDeployment(connection.endpoint);
  return (
    <div class="panel operator">
      <header class="head row spread">
        <DeploymentTitle connection={connection} connections={connections} onChoose={onChoose} />
        <Button kind="link" onClick={onOptions}>
          {t('words.options')}
        </Button>
      </header>
      <main class="panel-main">
        <Tabs
          label={t('operator.tabs')}
          chosen={chosen}
          onChoose={setChosen}
          tabs={[
            {
              name: 'accounts',
              text: t('operator.accountsTab'),
              view: <AccountsView {...accounts} abilities={abilities} since={deletedLists} />,
            },
            {
              name: 'lists',
              text: t('sharedLists.tab'),
              view: (
                <ListsView
                  connection={connection}
                  lists={lists}
                  isShown={chosen === 'lists'}
                  onShow={onShow}
                  onDeleted={() => setDeletedLists((before) => before + 1)}
                  page={page}
                />
              ),
            },
            {
              name: 'relays',
              text: t('operator.relaysTab'),
              view: (
                <div class="filling">
                  <div class="sheet">
                    <h2 class="unseen">{t('operator.relaysTab')}</h2>
                    <TokensPanel
                      title={t('operator.relayTokens', [endpoint])}
                      lead={t('operator.relayLead')}
                      actions={relays}
                      offersCopies={abilities.issuesCopies}
                      endpoint={endpoint}
                      ownTokenId={connection.session.tokenId}
                      page={page}
                    />
                  </div>
                </div>
              ),
            },
            {
              name: 'metrics',
              text: t('operator.metricsTab'),
              view: (
                <div class="filling">
                  <div class="sheet beside">
                    <h2 class="unseen">{t('operator.metricsTab')}</h2>
                    <FiguresTable client={client} endpoint={endpoint} />
                    <MetricsHelp endpoint={connection.endpoint} />
                  </div>
                </div>
              ),
            },
          ]}
        />
      </main>
    </div>
  );
}

type DeploymentTitleProps = Pick<OperatorPageProps, 'connection' | 'connections' | 'onChoose'>;

function DeploymentTitle({ connection, connections, onChoose }: DeploymentTitleProps) {
  if (connections.length < 2) {
    return <h1 class="switcher">{t('operator.title', [nameDeployment(connection.endpoint)])}</h1>;
  }
  return (
    <h1 class="switcher">
      <select
        class="switcher"
        aria-label={t('operator.choose')}
        value={connection.id}
        onChange={(event) => {
          const next = connections.find(({ id }) => id === event.currentTarget.value);
          if (next) onChoose(next);
        }}
      >
        {connections.map(({ id, endpoint }) => (
          <option key={id} value={id}>
            {t('operator.title', [nameDeployment(endpoint)])}
          </option>
        ))}
      </select>
    </h1>
  );
}

function relayActions(client: AccountCalls): TokenActions {
  return {
    roles: ['relay'],
    read: client.relayTokens,
    issue: ({ role: _, ...terms }) => client.issueRelayToken(terms),
    revoke: client.revokeRelayToken,
  };
}
