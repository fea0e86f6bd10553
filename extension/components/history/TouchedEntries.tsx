import { useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { entriesCovering } from '../../../shared/entry-range.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface TouchedEntriesProps {
  readonly sign: '+' | '−';
  /** The meaning of the sign, for screen readers. */
  readonly label: string;
  readonly entries: readonly Entry[];
  /** The addresses of this browser. */
  readonly own: readonly string[];
  readonly restorable?: readonly Entry[];
  readonly onRestore?: (entries: readonly Entry[]) => void;
}

/** The number of entries to show first. An event that turned the list off may have removed thousands. */
const FIRST_SHOWN = 5;
const MORE_SHOWN = 100;

/** Lists the entries that an event added to the list or removed from it. */
export function TouchedEntries(props: TouchedEntriesProps) {
  const { sign, label, entries, own, restorable = [], onRestore } = props;
  const [most, setMost] = useState(FIRST_SHOWN);
  if (entries.length === 0) return null;
  const left = entries.length - most;
  return (
    <>
      <ul class="event-entries" aria-label={label}>
        {entries.slice(0, most).map((entry) => (
          <li key={entry.id}>
            <span class="event-sign" aria-hidden="true">
              {sign}
            </span>
            <span class="event-entry">
              <span class="mono">{entry.value}</span> <span class="soft">{entry.remark}</span>
              {own.some((address) => entriesCovering([entry], address).length > 0) && (
                <strong class="you"> {t('words.you')}</strong>
              )}
            </span>
            {restorable.includes(entry) && (
              <Button
                kind="link"
                label={t('history.restoreLabel', [entry.value])}
                onClick={() => onRestore?.([entry])}
              >
                {t('history.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Button kind="link" onClick={() => setMost(most + MORE_SHOWN)}>
          {t('history.moreEntries', left)}
        </Button>
      )}
      {restorable.length > 1 && (
        <Button kind="link" onClick={() => onRestore?.(restorable)}>
          {t('history.restoreAll', restorable.length)}
        </Button>
      )}
    </>
  );
}
