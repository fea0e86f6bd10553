import { MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/limits.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { TextField } from '../TextField.tsx';
import { findLimit, isNote } from './account-settings.ts';

interface LimitAndNoteProps<Typed> {
  readonly typed: Typed;
  /** The number of entries that count against the limit. */
  readonly live: number;
  /** What the limit means. */
  readonly hint: string;
  readonly onChange: (typed: Typed) => void;
}

/** The fields that an account and a shared list both have. */
export function LimitAndNote<Typed extends { readonly limit: string; readonly note: string }>(
  props: LimitAndNoteProps<Typed>,
) {
  const { typed, live, hint, onChange } = props;
  const limit = findLimit(typed.limit);
  const isBelow = limit !== undefined && limit < live;
  return (
    <div class="pair">
      <TextField
        label={t('operator.limit')}
        hint={isBelow ? t('operator.limitBelow', live) : hint}
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
