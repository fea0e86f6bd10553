import { useId, useState } from 'preact/hooks';
import type { IssuedToken, Token } from '../../../shared/api.ts';
import { type Invitation, writeInvitation } from '../../model/invitation.ts';
import { shownTexts, t } from '../../wording/translate.ts';
import { Disclosure } from '../Disclosure.tsx';
import { focusHeading } from '../options/focus.ts';
import type { PageServices } from '../options/page-services.ts';
import { ReadState } from '../ReadState.tsx';
import { SecretDialog, type WholeSecret } from '../SecretDialog.tsx';
import { useReading } from '../useReading.ts';
import { IssueTokenForm } from './IssueTokenForm.tsx';
import { RevokeTokenDialog } from './RevokeTokenDialog.tsx';
import { TokenRow } from './TokenRow.tsx';
import type { TokenActions } from './token-actions.ts';

interface TokensPanelProps {
  readonly title: string;
  readonly lead?: string;
  readonly actions: TokenActions;
  /** Whether a token can be issued with the right to copies. */
  readonly offersCopies?: boolean;
  readonly endpoint: string;
  /** Absent where no token is for a person. */
  readonly invitesTo?: Pick<Invitation, 'endpoint' | 'account'>;
  /** The one that this browser itself uses. */
  readonly ownTokenId: string;
  readonly page: PageServices;
}

export function TokensPanel(props: TokensPanelProps) {
  const { title, lead, actions, offersCopies = false, endpoint, invitesTo } = props;
  const { ownTokenId, page } = props;
  const heading = useId();
  const { value, trouble, reload } = useReading(actions.read, actions);
  const tokens = value?.tokens;
  const [issued, setIssued] = useState<IssuedToken | null>(null);
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <div class="stack inset">
      <div>
        <h3 id={heading} tabIndex={-1} class="breaking">
          {title}
        </h3>
        {lead && <p class="small soft">{lead}</p>}
      </div>
      <ReadState
        count={tokens?.length}
        none={t('operator.noTokens')}
        trouble={trouble}
        endpoint={endpoint}
        onRetry={reload}
      />
      {tokens && tokens.length > 0 && (
        <ul class="rows" aria-labelledby={heading}>
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              isShared={actions.isShared}
              isOwn={token.id === ownTokenId}
              onRevoke={() => setRevoking(token)}
            />
          ))}
        </ul>
      )}
      {/* It stands below the tokens, so it waits for them. */}
      {(tokens || trouble) && (
        <Disclosure title={t('operator.issue')} open={tokens?.length === 0}>
          <IssueTokenForm
            isShared={actions.isShared}
            roles={actions.roles}
            hints={actions.hints}
            offersCopies={offersCopies}
            endpoint={endpoint}
            onIssue={actions.issue}
            onIssued={(token) => {
              setIssued(token);
              page.say('');
              void reload();
            }}
          />
        </Disclosure>
      )}
      {issued && (
        <SecretDialog
          title={t('operator.issuedTitle', [issued.name])}
          label={t('operator.issuedLabel')}
          secret={issued.token}
          {...(invitesTo && isForPerson(issued) && { whole: wholeOf(invitesTo, issued) })}
          onCopy={page.copyText}
          onDone={() => {
            setIssued(null);
            focusHeading(heading);
          }}
        >
          <p>{t('secret.onlyNow')}</p>
          {issued.copies && <p>{t('operator.issuedCopies')}</p>}
          {invitesTo && isForPerson(issued) && <p>{t('invitation.what')}</p>}
        </SecretDialog>
      )}
      {revoking && (
        <RevokeTokenDialog
          token={revoking}
          isOwn={revoking.id === ownTokenId}
          endpoint={endpoint}
          onRevoke={() => actions.revoke(revoking.id)}
          onRevoked={() => {
            setRevoking(null);
            page.say(t('operator.revoked', [revoking.name]));
            focusHeading(heading);
            void reload();
          }}
          onClose={() => setRevoking(null)}
        />
      )}
    </div>
  );
}

/** The others are for mail servers, which take no invitation. */
function isForPerson({ role }: IssuedToken): boolean {
  return role === 'manager' || role === 'viewer';
}

function wholeOf(
  to: Pick<Invitation, 'endpoint' | 'account'>,
  { token }: IssuedToken,
): WholeSecret {
  return {
    label: t('invitation.label'),
    text: writeInvitation({ ...to, token }, shownTexts()),
    copy: t('invitation.copy'),
    copyAlone: t('invitation.copyToken'),
  };
}
