import type { Entry } from '../../../shared/api.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import { t } from '../../translate.ts';
import { showExpiry, wordEntryNote } from '../../wording/entry.ts';
import { wordFormat } from '../../wording/value-problem.ts';
import { Chip } from '../Chip.tsx';
import type { RangedEntry } from './arrange-entries.ts';
import type { Point } from './Menu.tsx';
import { RemarkEditor } from './RemarkEditor.tsx';
import { ROW_HEIGHT } from './visible-rows.ts';

/** A remark that is being typed. */
export interface RemarkDraft {
  readonly id: string;
  readonly text: string;
}

export interface EntryRowProps {
  readonly listed: RangedEntry;
  readonly index: number;
  readonly count: number;
  readonly now: number;
  /** It covers an address that this browser comes from. */
  readonly isOwn: boolean;
  /** A change of it is under way. */
  readonly isBusy: boolean;
  /** The one row that the Tab key goes to. */
  readonly isActive: boolean;
  readonly draft: RemarkDraft | null;
  readonly onFocus: () => void;
  readonly onMenu: (at: Point) => void;
  readonly onDraft: (draft: RemarkDraft | null) => void;
  readonly onSaveRemark: (entry: Entry, remark: string) => void;
}

export function EntryRow(props: EntryRowProps) {
  const { listed, index, count, isBusy, draft } = props;
  return (
    <li
      class="entry-row"
      style={{ top: `${index * ROW_HEIGHT}px` }}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-busy={isBusy}
    >
      {draft?.id === listed.entry.id ? (
        <RemarkEditor
          entry={listed.entry}
          text={draft.text}
          isBusy={isBusy}
          onInput={(text) => props.onDraft({ id: draft.id, text })}
          onSave={() => props.onSaveRemark(listed.entry, draft.text)}
          onCancel={() => props.onDraft(null)}
        />
      ) : (
        <EntryButton {...props} />
      )}
    </li>
  );
}

function EntryButton({ listed, now, isOwn, isActive, onFocus, onMenu }: EntryRowProps) {
  const { entry } = listed;
  const note = wordEntryNote(listed, now);
  const expiry = showExpiry(entry, now);
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
      <span class="entry-side">{expiry && <Chip {...expiry} />}</span>
      <span class="entry-note">
        <span class="cut">{note}</span>
        {isOwn && <strong class="you">{t('words.you')}</strong>}
      </span>
      <span class="entry-side soft">{wordFormat(entry.format)}</span>
    </button>
  );
}
