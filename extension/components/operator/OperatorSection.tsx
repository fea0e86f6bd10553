import { useMemo } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { Connection } from '../../model/connection.ts';
import { nameDeployment } from '../../wording/connection.ts';
import { t } from '../../wording/translate.ts';
import { Disclosure } from '../Disclosure.tsx';
import { focusHeading } from '../options/focus.ts';
import type { PageServices } from '../options/page-services.ts';
import { Section } from '../options/Section.tsx';
import { ReadState } from '../ReadState.tsx';
import { AccountsList } from './AccountsList.tsx';
import type { AccountCalls } from './account-calls.ts';
import { CreateAccountForm } from './CreateAccountForm.tsx';
import { MetricsHelp } from './MetricsHelp.tsx';
import { TokensPanel } from './TokensPanel.tsx';
import type { TokenActions } from './token-actions.ts';
import { useAccounts } from './useAccounts.ts';

interface OperatorSectionProps {
  readonly connection: Connection;
  readonly client: AccountCalls;
  /** Sets the accounts that the popup and the panel offer. */
  readonly onShow: (accounts: readonly string[]) => Promise<void>;
  readonly page: PageServices;
}

/**
 * Everything that an operator's token gives access to: the accounts of the deployment, and the tokens of the mail
 * servers.
 */
export function OperatorSection({ connection, client, onShow, page }: OperatorSectionProps) {
  const { id, endpoint, session, accounts: shown } = connection;
  const heading = `accounts-${id}`;
  const { accounts, trouble, hasMore, loadMore, retry, keep, forget } = useAccounts(client);
  const relays = useMemo(() => relayActions(client), [client]);
  const host = nameDeployment(endpoint);
  const show = (account: string, isShown: boolean) => {
    const others = shown.filter((other) => other !== account);
    return onShow(isShown ? [...others, account] : others);
  };
  const take = (account: Account, what: string) => {
    keep(account);
    page.say(what);
  };
  const remove = async (account: string) => {
    forget(account);
    if (shown.includes(account)) await show(account, false);
    page.say(t('operator.deleted', [account]));
    focusHeading(heading);
  };
  return (
    <Section id={heading} title={t('operator.accounts', [host])} lead={t('operator.accountsLead')}>
      <ReadState
        count={accounts?.length}
        none={t('operator.none')}
        trouble={trouble}
        endpoint={host}
        onRetry={retry}
      />
      {accounts !== null && accounts.length > 0 && (
        <AccountsList
          accounts={accounts}
          shown={shown}
          hasMore={hasMore}
          connection={connection}
          client={client}
          onMore={loadMore}
          onShow={show}
          onChanged={take}
          onDeleted={remove}
          page={page}
        />
      )}
      <Disclosure title={t('operator.create')} open={accounts?.length === 0}>
        <CreateAccountForm
          endpoint={host}
          onCreate={client.createAccount}
          onCreated={(account) => take(account, t('operator.created', [account.account]))}
        />
      </Disclosure>
      <MetricsHelp endpoint={endpoint} />
      <TokensPanel
        title={t('operator.relayTokens', [host])}
        lead={t('operator.relayLead')}
        actions={relays}
        endpoint={host}
        ownTokenId={session.tokenId}
        page={page}
      />
    </Section>
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
