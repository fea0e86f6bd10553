import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import { type FileTrouble, readFile } from './read-file.ts';

interface SourceFieldProps {
  readonly text: string;
  /** The id of the element that shows the judgement. */
  readonly describedBy: string;
  readonly onText: (text: string) => void;
}

/** Takes the text for an import. It is pasted, or read from a chosen or dropped file, and can be corrected by hand. */
export function SourceField({ text, describedBy, onText }: SourceFieldProps) {
  const [trouble, setTrouble] = useState<FileTrouble | null>(null);
  const choice = useRef<HTMLInputElement>(null);
  const id = useId();
  useLayoutEffect(() => choice.current?.focus(), []);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = await readFile(file);
    setTrouble(read.ok ? null : read.error);
    if (read.ok) onText(read.value);
  };
  return (
    <div class="stack">
      <label class="button file-choice">
        <input
          ref={choice}
          class="unseen"
          type="file"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            // The field is emptied, so that the same file can be chosen again after a correction.
            event.currentTarget.value = '';
          }}
        />
        {t('transfer.chooseFile')}
      </label>
      {trouble && (
        <Notice tone="no" live="alert">
          {wordFileTrouble(trouble)}
        </Notice>
      )}
      <div class="field">
        <label for={id}>{t('transfer.paste')}</label>
        <textarea
          id={id}
          class="input mono"
          rows={6}
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          value={text}
          aria-describedby={describedBy}
          onDragOver={(event) => {
            if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
          }}
          onDrop={(event) => {
            const [file] = event.dataTransfer?.files ?? [];
            if (file === undefined) return;
            event.preventDefault();
            void take(file);
          }}
          onInput={(event) => {
            setTrouble(null);
            onText(event.currentTarget.value);
          }}
        />
      </div>
    </div>
  );
}

const FILE_TROUBLES = {
  'too-large': 'transfer.fileTooLarge',
  'not-utf8': 'transfer.fileNotUtf8',
  unreadable: 'transfer.fileUnreadable',
} as const satisfies Record<FileTrouble, string>;

function wordFileTrouble(trouble: FileTrouble): string {
  return t(FILE_TROUBLES[trouble]);
}
