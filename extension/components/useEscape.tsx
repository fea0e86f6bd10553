import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../wording/translate.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface Leaving {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Must be placed beside the form, so that the keys of the question do not reach the form. */
  readonly question: ComponentChildren;
}

/** Leaves a form on Escape. If something was typed in it, it asks first. */
export function useEscape(hasTyped: boolean, onLeave: () => void): Leaving {
  const [isAsking, setAsking] = useState(false);
  return {
    onKeyDown: (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      if (hasTyped) setAsking(true);
      else onLeave();
    },
    question: isAsking && (
      <ConfirmDialog
        title={t('add.leaveTitle')}
        confirm={t('add.leaveConfirm')}
        onConfirm={onLeave}
        onClose={() => setAsking(false)}
      >
        <p>{t('add.leaveSays')}</p>
      </ConfirmDialog>
    ),
  };
}
