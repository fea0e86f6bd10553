import { MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/limits.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { findLimit, isNote } from '../operator/account-settings.ts';
import { TextField } from '../TextField.tsx';
import type { TypedListSettings } from './list-settings.ts';

interface ListSettingsFieldsProps {
  readonly typed: TypedListSettings;
  /** The number of entries that count against the limit. */
  readonly live: number;
  readonly onChange: (typed: TypedListSettings) => void;
}

export function ListSettingsFields({ typed, live, onChange }: ListSettingsFieldsProps) {
  const limit = findLimit(typed.limit);
  const isBelow = limit !== undefined && limit < live;
  return (
    <div class="pair">
      <TextField
        label={t('operator.limit')}
        hint={isBelow ? t('operator.limitBelow', live) : t('sharedLists.limitHint')}
        error={
          limit === undefined ? t('operator.limitWrong', [wordNumber(MAX_ENTRY_LIMIT)]) : undefined
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
  );
}
