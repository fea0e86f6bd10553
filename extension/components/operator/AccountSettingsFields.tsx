import { t } from '../../wording/translate.ts';
import { Segmented } from '../Segmented.tsx';
import type { TypedSettings } from './account-settings.ts';
import { FailModeField } from './FailModeField.tsx';
import { LimitAndNote } from './LimitAndNote.tsx';

interface AccountSettingsFieldsProps {
  readonly typed: TypedSettings;
  /** The number of entries that count against the limit. */
  readonly live: number;
  /** False where the endpoint knows no fail mode of an account. */
  readonly withFailMode: boolean;
  readonly onChange: (typed: TypedSettings) => void;
}

export function AccountSettingsFields(props: AccountSettingsFieldsProps) {
  const { typed, live, withFailMode, onChange } = props;
  return (
    <>
      <LimitAndNote typed={typed} live={live} hint={t('operator.limitHint')} onChange={onChange} />
      <Segmented
        label={t('operator.consistency')}
        value={typed.consistency}
        options={[
          { value: 'default', text: t('operator.consistencyDefault') },
          { value: 'strict', text: t('operator.consistencyStrict') },
        ]}
        onChange={(consistency) => onChange({ ...typed, consistency })}
      />
      <p class="small soft">{t('operator.consistencyHint')}</p>
      {withFailMode && (
        <FailModeField
          value={typed.failMode}
          onChange={(failMode) => onChange({ ...typed, failMode })}
        />
      )}
    </>
  );
}
