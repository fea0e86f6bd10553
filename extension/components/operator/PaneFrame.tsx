import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface PaneFrameProps {
  readonly title: string;
  /** The words of the way back where the pane covers the list. */
  readonly back: string;
  /** True if the heading takes the focus. Otherwise a field in the pane takes it. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The frame around the account or form that is open beside the list. In a narrow window it covers the list. */
export function PaneFrame({ title, back, takesFocus, onClose, children }: PaneFrameProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, []);
  return (
    <section
      class="pane"
      aria-labelledby={id}
      onKeyDown={(event) => {
        // In a field, Escape has a use of its own.
        const isInField = (event.target as Element).closest('input, select, textarea');
        // A browser may close a dialog for a moment, until it is opened again. It may hold a secret.
        const hasDialog = event.currentTarget.querySelector('dialog') !== null;
        if (event.key === 'Escape' && !isInField && !hasDialog) onClose();
      }}
    >
      <div class="pane-head row spread">
        <h2 ref={heading} id={id} tabIndex={-1} class="breaking">
          {title}
        </h2>
        <Button kind="link" onClick={onClose}>
          <span class="when-narrow">{back}</span>
          <span class="when-wide">{t('words.close')}</span>
        </Button>
      </div>
      <div class="pane-body stack">{children}</div>
    </section>
  );
}
