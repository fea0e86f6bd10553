import type { Entry } from '../../../shared/api.ts';
import { findEntryRange } from '../../../shared/entry-range.ts';
import { expiresSoon } from '../../../shared/expiring.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import { showExpiry, showUnused, wordEntryNote, wordUsed } from '../../wording/entry.ts';
import { t } from '../../wording/translate.ts';
import { wordFormat } from '../../wording/value-problem.ts';
import { Chip } from '../Chip.tsx';
import type { RowFocus } from '../LongList.tsx';
import type { Point } from './Menu.tsx';
import type { RemarkDraft } from './overtaken.ts';
import { RemarkEditor } from './RemarkEditor.tsx';

/** The facts that a row shows in addition to its entry. */
export interface EntryFacts {
  readonly now: number;
  readonly canChange: boolean;
  /** The time when the entry last let somebody in. Undefined if no such time is known. */
  readonly lastUsedAt: string | undefined;
  /** True if the entry has let nobody in for so long that it could be removed. */
  readonly isUnused: boolean;
  /** True if the entry covers an address of this browser. */
  readonly isOwn: boolean;
  /** True while a change of the entry is under way. */
  readonly isBusy: boolean;
  /** The remark that is being typed for the entry. */
  readonly draft: RemarkDraft | null;
}

interface EntryRowProps extends EntryFacts {
  readonly entry: Entry;
  readonly focus: RowFocus;
  readonly onExtend: () => void;
  readonly onMenu: (at: Point) => void;
  readonly onDraft: (draft: RemarkDraft | null) => void;
  readonly onSaveRemark: (remark: string) => void;
}

export function EntryRow(props: EntryRowProps) {
  const { entry, now, isBusy, draft } = props;
  if (draft !== null) {
    return (
      <RemarkEditor
        entry={entry}
        text={draft.text}
        isBusy={isBusy}
        onInput={(text) => props.onDraft({ ...draft, text })}
        onSave={() => props.onSaveRemark(draft.text)}
        onCancel={() => props.onDraft(null)}
      />
    );
  }
  return (
    <>
      <EntryButton {...props} />
      {props.canChange && !entry.unreadable && expiresSoon(entry, now) && (
        <button
          type="button"
          class="button link"
          disabled={isBusy}
          aria-label={t('expiry.dayLongerLabel', [entry.value])}
          title={t('expiry.dayLonger')}
          {...props.focus}
          onClick={props.onExtend}
        >
          {t('expiry.plusDay')}
        </button>
      )}
    </>
  );
}

function EntryButton(props: EntryRowProps) {
  const { entry, lastUsedAt, isUnused, now, isOwn, focus, onMenu } = props;
  const note = wordEntryNote(entry, findEntryRange(entry), now);
  const expiry = showExpiry(entry, now);
  const unused = isUnused ? showUnused(lastUsedAt ?? entry.createdAt, now) : undefined;
  const state = expiry ?? unused;
  return (
    <button
      type="button"
      class={hasExpired(entry, now) ? 'entry expired' : 'entry'}
      data-entry={entry.id}
      aria-haspopup="menu"
      title={`${entry.value}\n${note}`}
      {...focus}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        // A click that comes from a key has no position.
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
