import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';

interface RemarkEditorProps {
  readonly entry: Entry;
  readonly text: string;
  readonly isBusy: boolean;
  readonly onInput: (text: string) => void;
  readonly onSave: () => void;
  /** Also called on Escape. */
  readonly onCancel: () => void;
}

/** Edits a remark in its row. The typed text stays until it is saved or given up. */
export function RemarkEditor(props: RemarkEditorProps) {
  const { entry, text, isBusy, onInput, onSave, onCancel } = props;
  const input = useRef<HTMLInputElement>(null);
  // This must happen at once. Later it would select text that was typed in the meantime, and the next key would
  // replace it.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <Form
      class="entry editing"
      onSubmit={() => {
        if (!isBusy) onSave();
      }}
      onKeyDown={(event) => {
        // The list reacts to keys, too, and must not receive these.
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <span class="entry-value">{entry.value}</span>
      <span class="entry-edit">
        <input
          ref={input}
          class="input"
          aria-label={t('panel.remarkOf', [entry.value])}
          value={text}
          maxLength={MAX_REMARK_CHARACTERS}
          readOnly={isBusy}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <Button kind="link" submit disabled={isBusy}>
          {t('panel.save')}
        </Button>
        <Button kind="link" onClick={onCancel}>
          {t('words.cancel')}
        </Button>
      </span>
    </Form>
  );
}
