import type { Entry } from '../../../shared/api.ts';
import { findEntryRange } from '../../../shared/entry-range.ts';
import { expiresSoon } from '../../../shared/expiring.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import { t } from '../../translate.ts';
import { showExpiry, showUnused, wordEntryNote, wordUsed } from '../../wording/entry.ts';
import { wordFormat } from '../../wording/value-problem.ts';
import { Chip } from '../Chip.tsx';
import type { Point } from './Menu.tsx';
import type { RemarkDraft } from './overtaken.ts';
import { RemarkEditor } from './RemarkEditor.tsx';
import { ROW_HEIGHT } from './visible-rows.ts';

export interface EntryRowProps {
  readonly entry: Entry;
  readonly index: number;
  readonly count: number;
  /** Undefined where it is not known to have let anybody in. */
  readonly lastUsedAt: string | undefined;
  /** Nobody for so long that it might as well go. */
  readonly isUnused: boolean;
  readonly now: number;
  /** It covers an address that this browser comes from. */
  readonly isOwn: boolean;
  /** A change of it is under way. */
  readonly isBusy: boolean;
  /** The one row that the Tab key goes to. */
  readonly isActive: boolean;
  readonly draft: RemarkDraft | null;
  readonly onFocus: () => void;
  /** Absent where the entry can't be changed. */
  readonly onExtend: (() => void) | undefined;
  readonly onMenu: (at: Point) => void;
  readonly onDraft: (draft: RemarkDraft | null) => void;
  readonly onSaveRemark: (entry: Entry, remark: string) => void;
}

export function EntryRow(props: EntryRowProps) {
  const { entry, index, count, now, isBusy, isActive, draft, onExtend } = props;
  return (
    <li
      class="entry-row"
      style={{ top: `${index * ROW_HEIGHT}px` }}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-busy={isBusy}
    >
      {draft?.id === entry.id ? (
        <RemarkEditor
          entry={entry}
          text={draft.text}
          isBusy={isBusy}
          onInput={(text) => props.onDraft({ ...draft, text })}
          onSave={() => props.onSaveRemark(entry, draft.text)}
          onCancel={() => props.onDraft(null)}
        />
      ) : (
        <>
          <EntryButton {...props} />
          {onExtend && expiresSoon(entry, now) && (
            <button
              type="button"
              class="button link"
              disabled={isBusy}
              tabIndex={isActive ? 0 : -1}
              aria-label={t('expiry.dayLongerLabel', [entry.value])}
              title={t('expiry.dayLonger')}
              onFocus={props.onFocus}
              onClick={onExtend}
            >
              {t('expiry.plusDay')}
            </button>
          )}
        </>
      )}
    </li>
  );
}

function EntryButton(props: EntryRowProps) {
  const { entry, lastUsedAt, isUnused, now, isOwn, isActive, onFocus, onMenu } = props;
  const note = wordEntryNote(entry, findEntryRange(entry), now);
  const expiry = showExpiry(entry, now);
  const unused = isUnused ? showUnused(lastUsedAt ?? entry.createdAt, now) : undefined;
  const state = expiry ?? unused;
  return (
    <button
      type="button"
      class={hasExpired(entry, now) ? 'entry expired' : 'entry'}
      data-entry={entry.id}
      tabIndex={isActive ? 0 : -1}
      aria-haspopup="menu"
      title={`${entry.value}\n${note}`}
      onFocus={onFocus}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        // A click that a key made has no place of its own.
        const byKey = event.detail === 0;
        onMenu(byKey ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY });
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <span class="entry-value">{entry.value}</span>
      <span class="entry-side soft">
        {state ? <Chip {...state} /> : lastUsedAt !== undefined && wordUsed(lastUsedAt, now)}
      </span>
      <span class="entry-note">
        <span class="cut">{note}</span>
        {isOwn && <strong class="you">{t('words.you')}</strong>}
      </span>
      <span class="entry-side soft">
        {expiry && unused ? unused.word : wordFormat(entry.format)}
      </span>
    </button>
  );
}
