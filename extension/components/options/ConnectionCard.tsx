import { useId, useState } from 'preact/hooks';
import type { Connection } from '../../model/connection.ts';
import type { TestedConnection } from '../../model/tested-connection.ts';
import type { TypedTrouble } from '../../model/typed-connection.ts';
import { nameConnection } from '../../wording/connection.ts';
import { t } from '../../wording/translate.ts';
import { AccountTokens } from '../operator/AccountTokens.tsx';
import type { TokenCalls } from '../operator/account-calls.ts';
import { useRequest } from '../useRequest.ts';
import { ConnectionFacts } from './ConnectionFacts.tsx';
import { ConnectionMenu, type Opened } from './ConnectionMenu.tsx';
import type { ConnectionActions } from './connection-actions.ts';
import { focusHeading } from './focus.ts';
import { LockedNote } from './LockedNote.tsx';
import { OtherFamilyForm } from './OtherFamilyForm.tsx';
import type { PageServices } from './page-services.ts';
import { RemoveConnectionDialog } from './RemoveConnectionDialog.tsx';
import { TestResult } from './TestResult.tsx';
import { TokenForm } from './TokenForm.tsx';
import { TypedTroubleNotice } from './TypedTroubleNotice.tsx';

interface ConnectionCardProps {
  readonly connection: Connection;
  readonly position: 'only' | 'first' | 'between' | 'last';
  /** The company has set it up, and keeps it. */
  readonly locked: boolean;
  readonly client: TokenCalls;
  /** True if the page was opened to replace the token of this connection. */
  readonly isReplacing: boolean;
  readonly actions: ConnectionActions;
  readonly page: PageServices;
  readonly onRemoved: () => void;
}

export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, position, locked, client, actions, page, onRemoved } = props;
  const { id, endpoint, otherFamilyEndpoint, session } = connection;
  const heading = useId();
  const [opened, setOpened] = useState<Opened>(props.isReplacing ? 'token' : null);
  const [tested, setTested] = useState<TestedConnection | null>(null);
  const { trouble, underWay, send, forget } = useRequest<TypedTrouble>();
  const open = (next: Opened) => {
    setOpened(next === opened ? null : next);
    setTested(null);
    forget();
    page.say('');
  };
  const close = (what = '') => {
    open(null);
    page.say(what);
    focusHeading(heading);
  };
  const test = () =>
    send(() => {
      open(null);
      return actions.testKept(connection);
    }, setTested);
  return (
    <li class="card stack" aria-labelledby={heading}>
      <ConnectionFacts connection={connection} headingId={heading} />
      <ConnectionMenu
        name={nameConnection({ endpoint, account: session.account })}
        position={position}
        locked={locked}
        keepsTokens={session.role === 'manager'}
        underWay={underWay}
        opened={opened}
        onTest={() => void test()}
        onOpen={open}
        onMove={(by) => void actions.moveConnection(id, by)}
      />
      {locked && <LockedNote>{t('policy.lockedConnection')}</LockedNote>}
      {tested && <TestResult {...tested} />}
      {trouble && <TypedTroubleNotice trouble={trouble} />}
      {opened === 'token' && (
        <TokenForm
          endpoint={endpoint}
          action={t('options.replace')}
          cancel={t('words.cancel')}
          hint={t('options.replaceHint')}
          closes
          onSave={(token) => actions.replaceTyped(connection, token)}
          onSaved={() => close(t('options.replaced'))}
          onCancel={() => close()}
        />
      )}
      {opened === 'other' && (
        <OtherFamilyForm
          endpoint={otherFamilyEndpoint}
          onSave={(typed) => actions.saveOtherFamily(connection, typed)}
          onSaveUntested={(other) => actions.setOtherFamilyEndpoint(id, other)}
          onRemove={() => actions.setOtherFamilyEndpoint(id, null)}
          onDone={close}
          onCancel={() => close()}
        />
      )}
      {opened === 'tokens' && session.account !== null && (
        <AccountTokens
          account={session.account}
          endpoint={endpoint}
          deployment={endpoint}
          client={client}
          ownTokenId={session.tokenId}
          page={page}
        />
      )}
      {opened === 'remove' && (
        <RemoveConnectionDialog
          name={nameConnection({ endpoint, account: session.account })}
          onRemove={async () => {
            await actions.removeConnection(id);
            onRemoved();
          }}
          onClose={() => open(null)}
        />
      )}
    </li>
  );
}
