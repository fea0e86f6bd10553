import { useState } from 'preact/hooks';
import type { Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import { isRefusal } from '../wording/is-refusal.ts';
import { t } from '../wording/translate.ts';
import { wordTrouble } from '../wording/trouble.ts';
import { Button } from './Button.tsx';
import { useBrowserNow } from './useNow.ts';

interface UndoBarProps {
  readonly undo: Undo | null;
  readonly onUndo: (undo: Undo) => Promise<Trouble | null>;
}

/** Says what was just done, and offers for some time to undo it. Its room is reserved, so nothing moves. */
export function UndoBar({ undo, onUndo }: UndoBarProps) {
  const now = useBrowserNow(250);
  const [result, setResult] = useState<{ readonly text: string; readonly until: number } | null>(
    null,
  );
  const offered = undo !== null && undo.until > now ? undo : null;
  const said = result !== null && result.until > now ? result.text : '';
  const takeBack = async (offer: Undo) => {
    const trouble = await onUndo(offer);
    const text = trouble === null ? t('undo.undone') : wordFailure(trouble);
    setResult({ text, until: Date.now() + 10_000 });
  };
  return (
    <div class="undo-bar row spread small breaking" role="status">
      {offered ? (
        <>
          <span>{wordUndo(offered)}</span>
          <Button kind="link" onClick={() => void takeBack(offered)}>
            {t('words.undo')}{' '}
            <span aria-hidden="true">
              ({Math.min(10, Math.ceil((offered.until - now) / 1000))})
            </span>
          </Button>
        </>
      ) : (
        <span>{said}</span>
      )}
    </div>
  );
}

function wordFailure(trouble: Trouble): string {
  const isChanged = isRefusal(trouble, 'revision-changed');
  return isChanged ? t('undo.changed') : wordTrouble(trouble, '').title;
}

function wordUndo({ what, value, count }: Undo): string {
  switch (what) {
    case 'added':
      return count > 1 ? t('undo.addedMany', count) : t('undo.added', [value]);
    case 'renewed':
      return count > 1 ? t('warning.renewedMany', count) : t('undo.renewed', [value]);
    case 'replaced':
      return t('undo.replaced', [value]);
    case 'edited':
      return t('undo.edited', count);
    case 'deleted':
      return count > 1 ? t('undo.deletedMany', count) : t('undo.deleted', [value]);
    case 'disabled':
      return t('undo.disabled');
    case 'restored':
      return count > 1 ? t('undo.restoredMany', count) : t('undo.restored', [value]);
  }
}
