import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { findEditedEntry, wordEdit } from '../../wording/list-command.ts';
import { wordList } from '../../wording/series.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { compareLists } from './compare-lists.ts';
import { isPointless } from './overtaken.ts';
import { type FailedAttempt, isConflict } from './useAttempt.ts';

interface FailedAttemptNoticeProps {
  readonly failed: FailedAttempt;
  /** The present list. */
  readonly list: KnownAllowlist;
  readonly endpoint: string;
  readonly onAgain: (command: ListCommand, restored: readonly Entry[], isOwn?: boolean) => void;
  readonly onDismiss: () => void;
  readonly onOptions: () => void;
}

/** Says which change was not made and why, and offers to make it again. */
export function FailedAttemptNotice(props: FailedAttemptNoticeProps) {
  const { failed, list, endpoint, onAgain, onDismiss, onOptions } = props;
  const { command, restored, trouble } = failed;
  const notice = useRef<HTMLDivElement>(null);
  // A field or a dialog was closed by somebody else's change, and the focus went with it. Keys that are pressed now
  // must not go to another control, so the notice takes the focus.
  useLayoutEffect(() => {
    if (trouble === null && document.activeElement === document.body) notice.current?.focus();
  });
  const again = () => onAgain(command, restored, failed.isOwn);
  return (
    <div ref={notice} class="panel-notice" tabIndex={-1}>
      {trouble === null || isConflict(trouble) ? (
        <ConflictNotice failed={failed} list={list} onAgain={again} />
      ) : (
        <TroubleNotice
          trouble={trouble}
          endpoint={endpoint}
          undone={t('panel.notDone', [wordEdit(command, failed.seen)])}
          onRetry={again}
          onOptions={onOptions}
        />
      )}
      <Button kind="link" label={t('panel.dismiss')} onClick={onDismiss}>
        ✕
      </Button>
    </div>
  );
}

interface ConflictNoticeProps {
  readonly failed: FailedAttempt;
  readonly list: KnownAllowlist;
  readonly onAgain: () => void;
}

function ConflictNotice({ failed: { command, seen, others }, list, onAgain }: ConflictNoticeProps) {
  const entry = findEditedEntry(command, seen);
  return (
    <Notice tone="warn" live="alert">
      <strong>{t('trouble.title', [t('trouble.conflictTitle')])}</strong>
      {sentenceGap()}
      {wordDifference(seen, list, others)}
      {sentenceGap()}
      {t('panel.notDone', [wordEdit(command, seen)])}{' '}
      {isPointless(command, list) ? (
        entry && t('panel.entryGone', [entry.value])
      ) : (
        <Button kind="link" onClick={onAgain}>
          {t('panel.again')}
        </Button>
      )}
    </Notice>
  );
}

function wordDifference(
  before: KnownAllowlist,
  after: KnownAllowlist,
  others: readonly string[],
): string {
  const { added, removed, edited } = compareLists(before, after);
  const parts = [
    added.length > 0 && t('panel.othersAdded', added.length),
    removed.length > 0 && t('panel.othersRemoved', removed.length),
    edited.length > 0 && t('panel.othersEdited', edited.length),
    before.mode !== after.mode && t('panel.othersMode'),
    namesOf(before) !== namesOf(after) && t('panel.othersLists'),
  ].filter((part) => part !== false);
  if (parts.length === 0) return '';
  const what = wordList(parts);
  return others.length === 0
    ? t('panel.changed', [what])
    : t('panel.changedBy', [wordList(others), what]);
}

function namesOf({ included = [] }: KnownAllowlist): string {
  return included.map(({ list }) => list).join(' ');
}
