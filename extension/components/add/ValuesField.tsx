import type { Ref } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { pasteLong } from './paste-long.ts';

interface ValuesFieldProps {
  readonly text: string;
  readonly invalid: boolean;
  /** The id of the element that shows the judgement. */
  readonly describedBy: string;
  readonly field: Ref<HTMLTextAreaElement>;
  readonly onInput: (text: string) => void;
}

export function ValuesField({ text, invalid, describedBy, field, onInput }: ValuesFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('add.values')}</label>
      <textarea
        ref={field}
        id={id}
        class="input mono"
        rows={5}
        wrap="off"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        value={text}
        aria-invalid={invalid ? true : undefined}
        aria-describedby={describedBy}
        onInput={(event) => onInput(event.currentTarget.value)}
        onPaste={pasteLong}
      />
    </div>
  );
}
