import type { TypedTrouble } from '../../model/typed-connection.ts';
import { nameDeployment } from '../../wording/connection.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ConnectionTroubleNotice } from './ConnectionTroubleNotice.tsx';
import { TitledNotice } from './TitledNotice.tsx';

interface TypedTroubleNoticeProps {
  readonly trouble: TypedTrouble;
  /** Offered where the connection is there already. */
  readonly onReplace?: () => void;
}

/** What went wrong with what was typed, apart from what its own field says. */
export function TypedTroubleNotice({ trouble, onReplace }: TypedTroubleNoticeProps) {
  switch (trouble.kind) {
    case 'endpoint':
    case 'token':
      return null;
    case 'connection':
      return <ConnectionTroubleNotice trouble={trouble.trouble} endpoint={trouble.endpoint} />;
    case 'duplicate': {
      const { endpoint, session } = trouble.kept;
      const account = session.account ?? t('options.operatorPlace');
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
    case 'other-account': {
      const owner = trouble.session.account ?? t('options.operatorPlace');
      return (
        <TitledNotice tone="no" title={t('options.otherAccountTitle')}>
          {t('options.otherAccount', [owner])}
        </TitledNotice>
      );
    }
  }
}
