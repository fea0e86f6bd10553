import { t } from '../../translate.ts';
import type { TypedTrouble } from '../../typed-connection.ts';
import { nameDeployment } from '../../wording/connection.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { ConnectionTroubleNotice } from './ConnectionTroubleNotice.tsx';

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
        <Notice tone="warn" live="alert">
          <strong>{t('options.duplicateTitle')}.</strong>{' '}
          {t('options.duplicate', [account, nameDeployment(endpoint), session.name])}{' '}
          {onReplace && (
            <Button kind="link" onClick={onReplace}>
              {t('options.useNewToken')}
            </Button>
          )}
        </Notice>
      );
    }
    case 'other-account': {
      const owner = trouble.session.account ?? t('options.operatorPlace');
      return (
        <Notice tone="no" live="alert">
          <strong>{t('options.otherAccountTitle')}.</strong> {t('options.otherAccount', [owner])}
        </Notice>
      );
    }
  }
}
