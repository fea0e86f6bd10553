import type { Entry, HistoryEvent } from '../../../shared/api.ts';
import {
  type WordedChange,
  wordEvent,
  wordSettings,
  wordUpdate,
} from '../../wording/history-event.ts';
import { wordDate, wordMoment } from '../../wording/time.ts';
import { wordTokenName } from '../../wording/token-name.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { TouchedEntries } from './TouchedEntries.tsx';

interface HistoryItemProps {
  readonly event: HistoryEvent;
  /** True in the history of a shared list. */
  readonly isShared: boolean;
  readonly now: number;
  /** The addresses of this browser. */
  readonly own: readonly string[];
  /** The entries that the event removed and that can be put back. */
  readonly restorable: readonly Entry[];
  readonly onRestoreEntries: (entries: readonly Entry[]) => void;
  /** Restores the list as it was then. Absent if that is not possible. */
  readonly onRestoreList: (() => void) | undefined;
}

export function HistoryItem(props: HistoryItemProps) {
  const { event, isShared, now, own, restorable, onRestoreEntries, onRestoreList } = props;
  const { added, removed, updated, at } = event;
  const moment = Date.parse(at);
  const title = wordEvent(event);
  const changes = [
    ...wordSettings(event, isShared),
    ...updated.flatMap(({ before, after }) => wordUpdate(before, after)),
  ];
  return (
    <li class="event">
      <h2>{title}</h2>
      <p class="soft small">
        <time dateTime={at} title={wordDate(moment)}>
          {wordMoment(moment, now)}
        </time>
        {' · '}
        {wordTokenName(event.by)}
      </p>
      {changes.length > 0 && (
        <ul class="event-changes">
          {changes.map((change) => (
            <li key={change.name}>{wordSettingChange(change)}</li>
          ))}
        </ul>
      )}
      <TouchedEntries sign="+" label={t('history.cameOn')} entries={added} own={own} />
      <TouchedEntries
        sign="−"
        label={t('history.wentOff')}
        entries={removed}
        own={own}
        restorable={restorable}
        onRestore={onRestoreEntries}
      />
      {onRestoreList && (
        <Button
          kind="link"
          label={t('history.restoreListLabel', [wordDate(moment)])}
          onClick={onRestoreList}
        >
          {t('history.restoreList')}
        </Button>
      )}
    </li>
  );
}

function wordSettingChange({ name, before, after }: WordedChange): string {
  if (before === null || after === null) {
    return t('history.is', [name, (after ?? before) || '–']);
  }
  return t('history.was', [name, before || '–', after || '–']);
}
