import { t } from '../../wording/translate.ts';
import { Segmented } from '../Segmented.tsx';
import type { TypedSettings } from './account-settings.ts';
import { LimitAndNote } from './LimitAndNote.tsx';

interface AccountSettingsFieldsProps {
  readonly typed: TypedSettings;
  /** The number of entries that count against the limit. */
  readonly live: number;
  readonly onChange: (typed: TypedSettings) => void;
}

export function AccountSettingsFields({ typed, live, onChange }: AccountSettingsFieldsProps) {
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
    </>
  );
}
