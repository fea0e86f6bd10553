import type { Entry } from '../../../shared/api.ts';
import { expiresSoon } from '../../../shared/expiring.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import { showExpiry, showUnused, wordUse } from '../../wording/entry.ts';
import { wordFacts } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import type { RowFocus } from '../LongList.tsx';
import { EntryValue } from './EntryValue.tsx';
import type { Point } from './Menu.tsx';
import type { RemarkDraft } from './overtaken.ts';
import { RemarkEditor } from './RemarkEditor.tsx';

/** The facts that a row shows in addition to its entry. */
export interface EntryFacts {
  readonly now: number;
  readonly canChange: boolean;
  /** The time when the entry last let somebody in. Null if it never has, undefined if that is not known. */
  readonly lastUsedAt: string | null | undefined;
  /** True if the entry has let nobody in for so long that it could be removed. */
  readonly isUnused: boolean;
  /** True if the entry covers an address of this browser. */
  readonly isOwn: boolean;
  /** True while a change of the entry is under way. */
  readonly isBusy: boolean;
  /** Whether the entry is selected. Null while nothing is being selected. */
  readonly isSelected: boolean | null;
  /** The remark that is being typed for the entry. */
  readonly draft: RemarkDraft | null;
}

interface EntryRowProps extends EntryFacts {
  readonly entry: Entry;
  readonly focus: RowFocus;
  readonly onExtend: () => void;
  readonly onMenu: (at: Point) => void;
  /** True if the click selected something and opens no menu. */
  readonly onSelect: (event: MouseEvent) => boolean;
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
      {props.isSelected === null &&
        props.canChange &&
        !entry.unreadable &&
        expiresSoon(entry, now) && (
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
  const { entry, lastUsedAt, isUnused, now, isOwn, isSelected, focus, onMenu } = props;
  const expiry = showExpiry(entry, now);
  const state = expiry ?? (isUnused ? showUnused(lastUsedAt ?? entry.createdAt, now) : undefined);
  const used = wordUse(entry, lastUsedAt, now);
  const isSelecting = isSelected !== null;
  const names = [
    'entry listed',
    hasExpired(entry, now) && 'expired',
    isSelecting && 'selecting',
    isSelected && 'selected',
  ];
  return (
    <button
      type="button"
      class={names.filter(Boolean).join(' ')}
      data-entry={entry.id}
      aria-haspopup={isSelecting ? undefined : 'menu'}
      aria-pressed={isSelected ?? undefined}
      title={`${entry.value}\n${wordFacts(entry.remark, used)}`}
      {...focus}
      onClick={(event) => {
        if (props.onSelect(event)) return;
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
      {isSelecting && (
        <span class="entry-box" aria-hidden="true">
          {isSelected && '✓'}
        </span>
      )}
      <EntryValue value={entry.value} />
      <span class="entry-line">
        {/* It comes first, since the use is known later than the rest and must move nothing. */}
        {isOwn && <strong class="you">{t('words.you')}</strong>}
        <span class="cut">{entry.remark}</span>
        {used !== undefined && <span class="entry-use">{used}</span>}
        <span class="fill" />
        {state && <Chip {...state} />}
        {!isSelecting && (
          <span class="entry-more" aria-hidden="true">
            ⋯
          </span>
        )}
      </span>
    </button>
  );
}
