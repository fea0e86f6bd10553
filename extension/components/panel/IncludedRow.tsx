import type { Entry } from '../../../shared/api.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import { showExpiry } from '../../wording/entry.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import type { RowFocus } from '../LongList.tsx';
import { EntryValue } from './EntryValue.tsx';

interface IncludedRowProps {
  readonly entry: Entry;
  readonly now: number;
  /** True if the entry covers an address of this browser. */
  readonly isOwn: boolean;
  readonly focus: RowFocus;
  readonly onOpen: () => void;
}

/** An entry of a shared list. A press shows its details, and nothing of it can be changed here. */
export function IncludedRow({ entry, now, isOwn, focus, onOpen }: IncludedRowProps) {
  const state = showExpiry(entry, now);
  return (
    <button
      type="button"
      class={hasExpired(entry, now) ? 'entry listed included expired' : 'entry listed included'}
      aria-haspopup="dialog"
      {...focus}
      onClick={onOpen}
    >
      <EntryValue value={entry.value} />
      <span class="entry-line">
        {isOwn && <strong class="you">{t('words.you')}</strong>}
        <span class="cut">{entry.remark}</span>
        <span class="fill" />
        {state && <Chip {...state} />}
      </span>
    </button>
  );
}
