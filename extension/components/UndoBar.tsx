import type { Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import { t } from '../wording/translate.ts';
import { UndoOffer } from './UndoOffer.tsx';

interface UndoBarProps {
  readonly undo: Undo | null;
  readonly onUndo: (undo: Undo) => Promise<Trouble | null>;
}

/** Offers to undo a change of the entries. */
export function UndoBar({ undo, onUndo }: UndoBarProps) {
  return <UndoOffer offer={undo} words={undo ? wordUndo(undo) : ''} onUndo={onUndo} />;
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
