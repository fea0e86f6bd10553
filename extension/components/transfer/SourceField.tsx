import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import { type FileTrouble, readFile } from './read-file.ts';

interface SourceFieldProps {
  readonly text: string;
  /** Of what judges it. */
  readonly describedBy: string;
  readonly onText: (text: string) => void;
}

/** Where an import comes from: a file that is chosen or dropped, or what is pasted; it can be put right by hand. */
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
            // So that the same file, put right, can be chosen again.
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
