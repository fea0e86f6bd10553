import { MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/limits.ts';
import { t } from '../../translate.ts';
import { wordNumber } from '../../wording/time.ts';
import { Field } from '../Field.tsx';
import { Segmented } from '../Segmented.tsx';
import { findLimit, isNote, type TypedSettings } from './account-settings.ts';

interface AccountSettingsFieldsProps {
  readonly typed: TypedSettings;
  /** How many entries there are. */
  readonly count: number;
  readonly onChange: (typed: TypedSettings) => void;
}

export function AccountSettingsFields({ typed, count, onChange }: AccountSettingsFieldsProps) {
  const limit = findLimit(typed.limit);
  const isBelow = limit !== undefined && limit < count;
  return (
    <>
      <div class="pair">
        <Field
          label={t('operator.limit')}
          hint={isBelow ? t('operator.limitBelow', count) : t('operator.limitHint')}
          error={
            limit === undefined
              ? t('operator.limitWrong', [wordNumber(MAX_ENTRY_LIMIT)])
              : undefined
          }
        >
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              inputMode="numeric"
              autocomplete="off"
              value={typed.limit}
              onInput={(event) => onChange({ ...typed, limit: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label={t('operator.note')}
          hint={t('operator.noteHint')}
          error={
            isNote(typed.note)
              ? undefined
              : t('operator.noteWrong', [wordNumber(MAX_NOTE_CHARACTERS)])
          }
        >
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              autocomplete="off"
              value={typed.note}
              onInput={(event) => onChange({ ...typed, note: event.currentTarget.value })}
            />
          )}
        </Field>
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
