import type { TypedTrouble } from '../../model/typed-connection.ts';
import { wordPlace } from '../../wording/connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ConnectionTroubleNotice } from './ConnectionTroubleNotice.tsx';
import { TitledNotice } from './TitledNotice.tsx';

interface TypedTroubleNoticeProps {
  readonly trouble: TypedTrouble;
  /** Replaces the token of the existing connection. It is offered when there already is one for the same account. */
  readonly onReplace?: () => void;
}

/** Says what is wrong with a typed connection. Problems of one field are shown at that field instead. */
export function TypedTroubleNotice({ trouble, onReplace }: TypedTroubleNoticeProps) {
  switch (trouble.kind) {
    case 'endpoint':
    case 'token':
      return null;
    case 'connection':
      return <ConnectionTroubleNotice trouble={trouble.trouble} endpoint={trouble.endpoint} />;
    case 'duplicate': {
      const { endpoint, session } = trouble.kept;
      const account = wordPlace(session.account);
      return (
        <TitledNotice tone="warn" title={t('options.duplicateTitle')}>
          {t('options.duplicate', [account, nameDeployment(endpoint), session.name])}{' '}
          {onReplace && (
            <Button kind="link" onClick={onReplace}>
              {t('options.useNewToken')}
            </Button>
          )}
        </TitledNotice>
      );
    }
    case 'differs': {
      const owner = wordPlace(trouble.session.account);
      return (
        <TitledNotice tone="no" title={t('invitation.differsTitle')}>
          {t('invitation.differs', [wordPlace(trouble.invited), owner])}
        </TitledNotice>
      );
    }
    case 'elsewhere':
      return (
        <TitledNotice tone="no" title={t('invitation.elsewhereTitle')}>
          {t('invitation.elsewhere', [
            nameDeployment(trouble.invited),
            nameDeployment(trouble.endpoint),
          ])}
        </TitledNotice>
      );
    case 'other-account': {
      const owner = wordPlace(trouble.session.account);
      return (
        <TitledNotice tone="no" title={t('options.otherAccountTitle')}>
          {t('options.otherAccount', [owner])}
        </TitledNotice>
      );
    }
  }
}
