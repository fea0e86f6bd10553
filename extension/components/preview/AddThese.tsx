import type { CutOffSenders } from '../../model/cut-off-senders.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface AddTheseProps {
  readonly senders: CutOffSenders | null;
  /** The number of senders for which the list has room. */
  readonly room: number;
  readonly disabled?: boolean;
  readonly onAdd: (addresses: readonly string[]) => void;
}

/** Offers to add the senders that would be cut off, all in one step. */
export function AddThese({ senders, room, disabled = false, onAdd }: AddTheseProps) {
  if (senders === null || senders.known.length === 0 || senders.known.length > room) return null;
  const { known, suspects } = senders;
  return (
    <Button kind="link" disabled={disabled} onClick={() => onAdd(known)}>
      {wordAdd(known, suspects.length)}
    </Button>
  );
}

function wordAdd([first, ...others]: readonly string[], suspects: number): string {
  if (first !== undefined && others.length === 0) return t('first.addOne', [first]);
  const count: [string] = [wordNumber(others.length + 1)];
  return suspects === 0 ? t('first.addThese', count) : t('first.addOthers', count);
}
