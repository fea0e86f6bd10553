import type { ComponentChildren, RefObject } from 'preact';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Spinner } from '../Spinner.tsx';

interface FinderBarProps {
  readonly text: string;
  readonly maxLength: number;
  readonly words: {
    readonly search: string;
    readonly create: string;
    readonly reload: string;
    /** How many were found. */
    readonly count: string;
  };
  readonly isReading: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onSearch: (text: string) => void;
  readonly onReload: () => void;
  /** Absent if nothing can be made. */
  readonly onCreate: (() => void) | undefined;
  /** Choices beside the count. */
  readonly children?: ComponentChildren;
}

/** Above a table of the operator's page: what to look for, and the way to something new. */
export function FinderBar(props: FinderBarProps) {
  const { text, maxLength, words, isReading, field, onSearch, onReload, onCreate } = props;
  return (
    <>
      <div class="bar">
        <input
          ref={field}
          class="input"
          type="search"
          autocomplete="off"
          spellcheck={false}
          maxLength={maxLength}
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onInput={(event) => onSearch(event.currentTarget.value)}
        />
        {onCreate && (
          <Button kind="primary" label={words.create} onClick={onCreate}>
            <span class="when-narrow">{t('operator.createButton')}</span>
            <span class="when-wide">{words.create}</span>
          </Button>
        )}
      </div>
      <div class="bar thin">
        <span class="account-count soft" role="status">
          {words.count}
        </span>
        <Button kind="link" label={words.reload} onClick={onReload}>
          ↻
        </Button>
        <span class="slot">{isReading && <Spinner />}</span>
        {props.children}
      </div>
    </>
  );
}
