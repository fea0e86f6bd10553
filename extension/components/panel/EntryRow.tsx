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

/** What a row shows beside its entry. */
export interface EntryFacts {
  readonly now: number;
  readonly canChange: boolean;
  /** Undefined where it is not known to have let anybody in. */
  readonly lastUsedAt: string | undefined;
  /** Nobody for so long that it might as well go. */
  readonly isUnused: boolean;
  /** It covers an address that this browser comes from. */
  readonly isOwn: boolean;
  /** A change of it is under way. */
  readonly isBusy: boolean;
  /** What is being typed as its remark. */
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
