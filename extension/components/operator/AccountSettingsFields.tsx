import { MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/limits.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Segmented } from '../Segmented.tsx';
import { TextField } from '../TextField.tsx';
import { findLimit, isNote, type TypedSettings } from './account-settings.ts';

interface AccountSettingsFieldsProps {
  readonly typed: TypedSettings;
  /** The number of entries that count against the limit. */
  readonly live: number;
  readonly onChange: (typed: TypedSettings) => void;
}

export function AccountSettingsFields({ typed, live, onChange }: AccountSettingsFieldsProps) {
  const limit = findLimit(typed.limit);
  const isBelow = limit !== undefined && limit < live;
  return (
    <>
      <div class="pair">
        <TextField
          label={t('operator.limit')}
          hint={isBelow ? t('operator.limitBelow', live) : t('operator.limitHint')}
          error={
            limit === undefined
              ? t('operator.limitWrong', [wordNumber(MAX_ENTRY_LIMIT)])
              : undefined
          }
          inputMode="numeric"
          value={typed.limit}
          onInput={(text) => onChange({ ...typed, limit: text })}
        />
        <TextField
          label={t('operator.note')}
          hint={t('operator.noteHint')}
          error={
            isNote(typed.note)
              ? undefined
              : t('operator.noteWrong', [wordNumber(MAX_NOTE_CHARACTERS)])
          }
          value={typed.note}
          onInput={(note) => onChange({ ...typed, note })}
        />
      </div>
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
