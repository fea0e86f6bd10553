import { useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { Connection } from '../../model/connection.ts';
import { suspensionOf } from '../../model/terms.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { AccountLists } from '../lists/AccountLists.tsx';
import type { ListCalls } from '../lists/list-calls.ts';
import type { PageServices } from '../options/page-services.ts';
import { AccountSettingsForm } from './AccountSettingsForm.tsx';
import { AccountTokens } from './AccountTokens.tsx';
import type { AccountCalls } from './account-calls.ts';
import { DeleteAccountDialog } from './DeleteAccountDialog.tsx';
import { SuspendDialog } from './SuspendDialog.tsx';

interface AccountDetailsProps {
  readonly account: Account;
  readonly connection: Connection;
  readonly client: AccountCalls;
  readonly lists: ListCalls;
  readonly onChanged: (account: Account, said: string) => void;
  readonly onDeleted: (account: string) => Promise<void>;
  readonly page: PageServices;
}

/** Everything that an operator can do with one account. */
export function AccountDetails(props: AccountDetailsProps) {
  const { account, connection, client, lists, onChanged, onDeleted, page } = props;
  const { account: name, suspended } = account;
  const endpoint = nameDeployment(connection.endpoint);
  const [asked, setAsked] = useState<'suspend' | 'delete' | null>(null);
  const close = () => setAsked(null);
  return (
    <div class="stack">
      <AccountSettingsForm
        account={account}
        endpoint={endpoint}
        onSave={(settings) => client.changeAccount(name, settings)}
        onSaved={(changed) => onChanged(changed, t('operator.settingsSaved'))}
      />
      <AccountLists
        account={account}
        endpoint={endpoint}
        client={client}
        lists={lists}
        onChanged={(changed) => onChanged(changed, '')}
      />
      <div class="row wrap">
        <Button onClick={() => setAsked('suspend')}>
          {suspended ? t('operator.resume') : t('operator.suspend')}
        </Button>
        <Button kind="link" dangerous onClick={() => setAsked('delete')}>
          {t('operator.delete')}
        </Button>
      </div>
      {/* They come last, since they are read only now: nothing below them moves when they are there. */}
      <AccountTokens
        account={name}
        endpoint={endpoint}
        deployment={connection.endpoint}
        client={client}
        ownTokenId={connection.session.tokenId}
        page={page}
      />
      {asked === 'suspend' && (
        <SuspendDialog
          account={account}
          endpoint={endpoint}
          onChange={(to) => client.changeAccount(name, suspensionOf(account, to))}
          onChanged={(changed) => {
            close();
            const said = changed.suspended ? 'operator.suspended' : 'operator.resumed';
            onChanged(changed, t(said, [name]));
          }}
          onClose={close}
        />
      )}
      {asked === 'delete' && (
        <DeleteAccountDialog
          account={name}
          endpoint={endpoint}
          onDelete={(off) => client.deleteAccount(name, off)}
          onDeleted={() => onDeleted(name)}
          onClose={close}
        />
      )}
    </div>
  );
}
