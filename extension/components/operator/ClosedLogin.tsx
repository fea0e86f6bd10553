import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface ClosedLoginProps {
  readonly domainAccount: string;
  readonly onSuspended: () => void;
  readonly onOff: () => void;
}

/** Says that a new account would open the login, and offers the two ways to make it all the same. */
export function ClosedLogin({ domainAccount, onSuspended, onOff }: ClosedLoginProps) {
  return (
    <Notice tone="warn" live="alert">
      <p>{t('operator.closedLogin', [domainAccount])}</p>
      <div class="row wrap">
        <Button kind="primary" onClick={onSuspended}>
          {t('operator.createSuspended')}
        </Button>
        <Button kind="link" dangerous onClick={onOff}>
          {t('operator.createOff')}
        </Button>
      </div>
    </Notice>
  );
}
