import type { AccountFailMode } from '../../../shared/fail-mode.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import { Segmented } from '../Segmented.tsx';

interface FailModeFieldProps {
  readonly value: AccountFailMode;
  readonly onChange: (value: AccountFailMode) => void;
}

/** What a check of the account gets while nothing can be read (R26). */
export function FailModeField({ value, onChange }: FailModeFieldProps) {
  return (
    <>
      <Segmented
        label={t('operator.failMode')}
        value={value}
        options={[
          { value: 'default', text: t('operator.failModeDefault') },
          { value: 'closed', text: t('operator.failModeClosed') },
          { value: 'open', text: t('operator.failModeOpen') },
        ]}
        onChange={onChange}
      />
      <p class="small soft">{t('operator.failModeHint')}</p>
      {value === 'open' && (
        <Notice tone="warn" live="status">
          {t('operator.failModeWarning')}
        </Notice>
      )}
    </>
  );
}
